/**
 * Owns that a mutant's run ends with its first failure: jest itself ends early between files only, and here all tests are one file.
 * And that no test is run which plays a life again for each of its calls: ten of them take as long as the 560 others.
 */
const { TestEnvironment } = require('jest-environment-node');

const PLAYS_MANY_LIVES = / at any (write|call) |wherever a create is cut|as the last of all writes|after every call there may be/;

module.exports = class extends TestEnvironment {
  #hasFailed = false;

  async handleTestEvent(event) {
    if (event.name === 'test_done' && event.test.errors.length > 0) this.#hasFailed = true;
    if (event.name === 'test_start' && (this.#hasFailed || PLAYS_MANY_LIVES.test(event.test.name))) event.test.mode = 'skip';
  }
};
