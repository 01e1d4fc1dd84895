import { DOORS, RegistryStack, type Stack } from './cloudformation';

const SECRET = 'planted-consumer-secret';
const OTHER = 'planted-second-secret';
const twitter = (ConsumerSecret: string, more: object = {}): object => ({
  AuthenticationProviders: { Twitter: { ConsumerKey: 'examplekey', ConsumerSecret } },
  ...more,
});
const REFUSED = {
  name: 'InvalidParameterException',
  // Cognito's words quote the value (botocore's model and its own validation alike).
  message: `1 validation error detected: Value '{api.twitter.com=examplekey;${SECRET}}' at 'supportedLoginProviders' failed to satisfy constraint`,
};

/** A model in progress has to carry the secret: what it leaves out is gone in the next call (contract). */
const saidBy = (stack: Stack): string[] => stack.transcript.filter((line) => !line.includes('"status":"IN_PROGRESS"'));

const LIVES: readonly (readonly [string, (stack: Stack) => Promise<unknown>])[] = [
  [
    'a create, an update, a read and a delete',
    async (stack) => {
      await stack.create(twitter(SECRET));
      await stack.update(twitter(OTHER, { IdentityPoolName: 'b' }));
      await stack.update({});
      await stack.read();
      await stack.delete();
    },
  ],
  [
    'a create that AWS refuses in words that quote it',
    async (stack) => {
      stack.aws.fail({ operation: 'CreateIdentityPool', error: REFUSED });
      expect(await stack.create(twitter(SECRET))).toMatchObject({ ok: false });
    },
  ],
  [
    'a create that AWS refuses later on',
    async (stack) => {
      stack.aws.fail({ operation: 'SetIdentityPoolRoles', error: { name: 'InvalidParameterException' } });
      expect(await stack.create(twitter(SECRET))).toMatchObject({ ok: false });
    },
  ],
  [
    'an update that AWS refuses in words that quote it',
    async (stack) => {
      await stack.create(twitter(SECRET));
      stack.aws.fail({ operation: 'UpdateIdentityPool', error: REFUSED });
      expect(await stack.update(twitter(SECRET, { AllowClassicFlow: true }))).toMatchObject({ ok: false });
    },
  ],
  [
    'an update from one secret to another that AWS refuses',
    async (stack) => {
      await stack.create(twitter(SECRET));
      stack.aws.fail({
        operation: 'UpdateIdentityPool',
        error: { name: 'InvalidParameterException', message: `not ${OTHER}, examplekey;${OTHER}` },
      });
      expect(await stack.update(twitter(OTHER))).toMatchObject({ ok: false });
    },
  ],
  [
    'a secret that is refused before any call',
    async (stack) => {
      for (const properties of [
        twitter(`${SECRET} with spaces`),
        twitter(`${SECRET}${'x'.repeat(200)}`),
        { AuthenticationProviders: { Twitter: SECRET } },
        { AuthenticationProviders: { Twitter: { ConsumerKey: `k;${SECRET}`, ConsumerSecret: 'x' } } },
        { AuthenticationProviders: { Twitter: { ConsumerKey: 'k', ConsumerSecret: [SECRET] } } },
        { AuthenticationProviders: { Twitter: { ConsumerKey: 'k', ConsumerSecret: SECRET, ConsumerSecrets: SECRET } } },
      ])
        expect(await stack.create(properties)).toMatchObject({ ok: false, code: 'InvalidRequest' });
    },
  ],
  [
    'an error that nobody knows',
    async (stack) => {
      stack.aws.fail({
        operation: 'CreateIdentityPool',
        times: Infinity,
        error: { name: 'SomethingNewException', message: `${SECRET}${SECRET}` },
      });
      expect(await stack.create(twitter(SECRET))).toMatchObject({ ok: false });
    },
  ],
];

describe.each(DOORS)('a secret, a signed URL and credentials, through %s', (_door, open) => {
  it.each(LIVES)('secrets are in no log line, reason, answer or final event: %s', async (_life, live) => {
    const stack = open();
    await live(stack);
    expect(saidBy(stack).length).toBeGreaterThan(1);
    expect(saidBy(stack).filter((line) => /planted-/.test(line))).toEqual([]);
  });

  it('a short secret is removed from what AWS says, and the rest stays readable', async () => {
    const stack = open();
    const message = 'Value examplekey;at is not a value at all';
    stack.aws.fail({ operation: 'CreateIdentityPool', error: { name: 'InvalidParameterException', message } });
    expect((await stack.create(twitter('at'))).message).toContain(
      'AWS said InvalidParameterException: Value examplekey(secret) is not a value at all.',
    );
  });

  it('a secret is only in a model that is in progress, and in no callback context', async () => {
    const stack = open();
    await stack.create(twitter(SECRET));
    const inProgress = stack.transcript
      .filter((line) => line.includes('"status":"IN_PROGRESS"'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(inProgress.length).toBe(stack instanceof RegistryStack ? 1 : 0);
    for (const { resourceModel: _model, ...rest } of inProgress) expect(JSON.stringify(rest)).not.toMatch(/planted-/);
  });
});
