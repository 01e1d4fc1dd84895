import { callOf, isInteractive, nodeNotice, proxyNotice, wantsColor } from '../../src/cli/surroundings';

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

describe('an old Node.js', () => {
  const NOTE = 'note: Node.js 20 gets no security updates any more, and later versions of this tool will need 22 or newer.';

  it.each([
    ['20.20.2', { isTTY: true }, {}, NOTE],
    ['20.20.2', {}, {}, undefined],
    ['20.20.2', { isTTY: true }, { CI: 'true' }, undefined],
    ['20.20.2', { isTTY: true }, { NODE_NO_WARNINGS: '1' }, undefined],
    ['20.20.2', { isTTY: true }, { NODE_NO_WARNINGS: '0' }, NOTE],
    ['22.0.0', { isTTY: true }, {}, undefined],
    ['24.11.1', { isTTY: true }, {}, undefined],
    ['100.0.0', { isTTY: true }, {}, undefined],
  ] as const)('%s on %j with %j prints the note: %s', (version, stream, environment, note) => {
    expect(nodeNotice(version, stream, environment)).toBe(note);
  });
});

describe('how the tool is called', () => {
  it.each([
    ['/home/jo/identity-pool-with-roles/build/cli.mjs', 'npx .'],
    ['/home/jo/my_node_modules/build/cli.mjs', 'npx .'],
    ['C:\\Users\\jo\\identity-pool-with-roles\\build\\cli.mjs', 'npx .'],
    ['/home/jo/shop/node_modules/identity-pool-with-roles/build/cli.mjs', 'npx identity-pool-with-roles'],
    ['/usr/lib/node_modules/identity-pool-with-roles/build/cli.mjs', 'npx identity-pool-with-roles'],
    [
      '/shop/node_modules/.pnpm/identity-pool-with-roles@1.0.0/node_modules/identity-pool-with-roles/build/cli.mjs',
      'npx identity-pool-with-roles',
    ],
    ['C:\\shop\\node_modules\\identity-pool-with-roles\\build\\cli.mjs', 'npx identity-pool-with-roles'],
  ])('from %s it is %s', (file, call) => {
    expect(callOf(file)).toBe(call);
  });
});
