import { isInteractive, proxyNotice, wantsColor } from '../../src/cli/surroundings';

const TERMINAL = { isTTY: true };

it.each([
  ['a terminal', TERMINAL, {}, true],
  ['a pipe', {}, {}, false],
  ['NO_COLOR', TERMINAL, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', TERMINAL, { NO_COLOR: '' }, true],
  ['a terminal that cannot', TERMINAL, { TERM: 'dumb' }, false],
  ['a build server', TERMINAL, { CI: 'true' }, false],
  ['a build server that writes to a file', {}, { CI: 'true' }, false],
  ['CI that is turned off', TERMINAL, { CI: 'false' }, true],
])('colors for %s: %j, %j', (_what, stream, environment, expected) => {
  expect(wantsColor(stream, environment)).toBe(expected);
});

it('shows progress without colors too', () => {
  expect(isInteractive(TERMINAL, { NO_COLOR: '1' })).toBe(true);
});

it.each([
  [
    'HTTPS_PROXY',
    { HTTPS_PROXY: 'http://proxy:3128' },
    'note: HTTPS_PROXY is set, and this tool does not use it: it connects to AWS directly.',
  ],
  [
    'http_proxy',
    { http_proxy: 'http://proxy:3128' },
    'note: http_proxy is set, and this tool does not use it: it connects to AWS directly.',
  ],
  ['an empty one', { HTTPS_PROXY: '' }, undefined],
  ['none', {}, undefined],
])('with %s says what becomes of it', (_what, environment, notice) => {
  expect(proxyNotice(environment)).toBe(notice);
});
