import { ISSUER, POOL_ID, tokenOf, USER, whichRole } from './terminal';
import { USER_POOL, WRITER } from './words';

const inPool = (...args: string[]): string[] => ['--pool', POOL_ID, '--token-file', 'token', ...args];

describe('the provider', () => {
  const providerOf = async (claims: object, ...args: string[]): Promise<unknown> => {
    const { printed, complained } = await whichRole(inPool('--json', ...args), { files: { token: tokenOf(claims) } });
    return complained === '' ? (JSON.parse(printed) as { provider: string }).provider : complained;
  };

  it.each([
    ['an ID token of a user pool', { iss: ISSUER, aud: 'client1' }, USER_POOL],
    ['an access token of a user pool', { iss: ISSUER, client_id: 'client1' }, USER_POOL],
    ['another client of the user pool', { iss: ISSUER, aud: 'other' }, USER_POOL.replace('client1', 'other')],
    ['Google', { iss: 'https://accounts.google.com', aud: 'google-app' }, 'accounts.google.com'],
    ['Google without a scheme', { iss: 'accounts.google.com', aud: 'google-app' }, 'accounts.google.com'],
    ['Apple', { iss: 'https://appleid.apple.com', aud: 'apple-app' }, 'appleid.apple.com'],
    ['Facebook', { iss: 'https://www.facebook.com', aud: 'facebook-app' }, 'graph.facebook.com'],
    ['Login with Amazon', { iss: 'https://www.amazon.com', aud: 'amazon-app' }, 'www.amazon.com'],
    ['OpenID Connect', { iss: 'https://login.example.com', aud: 'x' }, 'arn:aws:iam::123456789012:oidc-provider/login.example.com'],
    ['an issuer that the pool lacks', { iss: 'https://elsewhere.example.com' }, 'elsewhere.example.com'],
    ['an issuer with a name that every object has', { iss: 'constructor' }, 'constructor'],
  ])('is identified by the issuer and the audience: %s', async (_, claims, provider) => {
    expect(await providerOf(claims)).toBe(provider);
  });

  it.each([
    ['google', 'accounts.google.com'],
    ['graph.facebook.com', 'graph.facebook.com'],
    ['eu-west-1_EXAMPLE01', USER_POOL],
    [USER_POOL, USER_POOL],
  ])('is the one that is given: %s', async (name, provider) => {
    expect(await providerOf({ sub: '1' }, '--provider', name)).toBe(provider);
  });

  it('has to be given, and to be one of the pool, if the token does not say', async () => {
    const fix = `Fix: Give --provider with one of these names, whole and in single quotes: ${USER_POOL}, `;
    expect(await providerOf({ sub: '1' })).toContain(
      `error: The claims do not say who issued them: "iss" is missing or not a text. ${fix}`,
    );
    expect(await providerOf({ sub: '1' }, '--provider', 'x.example.com')).toContain(`error: The pool has no provider of that name. ${fix}`);
  });
});

describe('what is wrong with a token', () => {
  const saidOf = async (token: string): Promise<string> => {
    const { code, printed, complained } = await whichRole(inPool(), { files: { token } });
    expect([code, printed]).toEqual([2, '']);
    return complained;
  };

  it.each([
    ['nothing', ' \n', 'error: The token is empty.'],
    ['no dots', 'EAAGopaque', 'error: This is no JSON Web Token: it has 1 part between dots, not three.'],
    ['two parts', 'a.b', 'error: This is no JSON Web Token: it has 2 parts between dots, not three.'],
    ['five parts', 'a.b.c.d.e', 'error: The token has five parts, as an encrypted one has, but its first part is not JSON in base64url'],
    [
      'JSON without a token',
      '{"a": 1}',
      'error: The file holds JSON in which there is no token: neither AuthenticationResult.IdToken nor id_token.',
    ],
    ['a list in JSON', '["planted"]', 'error: The file holds JSON in which there is no token.'],
    ['JSON that is cut off', '{"AuthenticationResult": {"IdToken": "planted', 'error: The file holds JSON in which there is no token.'],
    [
      'a challenge',
      '{"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "planted"}',
      'error: The JSON has no token yet: the user pool asks for one more step (ChallengeName).',
    ],
    ['not base64url', 'a.%%%.c', 'error: The middle part of the token is not JSON in base64url'],
    ['not JSON', tokenOf('{"sub": planted'), 'error: The middle part of the token is not JSON in base64url'],
    ['a list', tokenOf([1]), 'error: The middle part of the token is not JSON in base64url'],
    ['no text', tokenOf(Buffer.from([0xff, 0xfe]).toString('latin1')), 'error: The middle part of the token is not JSON in base64url'],
  ])('is reported and nothing else is printed: %s', async (_, token, expected) => {
    expect(await saidOf(token)).toContain(expected);
  });
});

describe('what it never prints', () => {
  const claims = { ...USER, sub: 'planted-subject', jti: 'planted-id', address: { street: 'planted street' }, email: 'jo@example.com' };
  const token = tokenOf(claims);
  const planted = [token, ...token.split('.'), 'planted'];

  it.each([
    ['the answer', inPool(), token],
    ['the answer as JSON', inPool('--json'), token],
    ['an unknown provider', inPool(), tokenOf({ ...claims, iss: 'https://elsewhere.example.com' })],
    ['a provider that is not told', inPool(), tokenOf({ ...claims, iss: undefined })],
    ['a provider of a name that the pool lacks', inPool('--provider', 'x'), token],
    ['a requested role', inPool('--custom-role', WRITER), token],
    ['a token that is cut off', inPool(), token.slice(0, token.lastIndexOf('.'))],
    ['a token that is cut off in the middle', inPool(), `${token.slice(0, token.indexOf('.') + 20)}.x`],
    ['claims that are no JSON', ['--pool', POOL_ID, '--claims', 'token'], token],
  ])('the token, a part of it, or a claim that no rule names: in %s', async (_, args, given) => {
    const { printed, complained } = await whichRole(args, { files: { token: given } });
    const said = `${printed}${complained}`;
    expect(said).not.toBe('');
    expect([...planted, ...given.split('.').filter((part) => part.length > 1)].filter((text) => said.includes(text))).toEqual([]);
  });

  it('a character that a terminal obeys', async () => {
    const escape = String.fromCharCode(27);
    const hostile = `${escape}[2J${String.fromCharCode(0x9b)}31m\u202e`;
    for (const given of [
      { ...USER, 'custom:department': hostile, EMAIL: hostile },
      { iss: `https://${hostile}` },
      { ...USER, 'custom:department': [hostile] },
    ]) {
      const { printed } = await whichRole(inPool(), { files: { token: tokenOf(given) } });

      expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });
});
