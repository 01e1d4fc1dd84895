/** Plans every example, deploys it on the fake account, and compares the plan's calls with those that were made. */
import { readFileSync } from 'node:fs';
import type { PlannedStep } from '../../../src/cli/plan/plan';
import type { Properties } from '../../../src/core/properties';
import { propertiesOf, readTemplate, resolve, STORIES } from '../../examples/templates';
import { CustomResourceStack, newAccount, type Account } from '../../stories/cloudformation';
import { runTool, type Ran } from '../terminal';
import { inWordsOfPlan, sorted, withoutUnanswered, writesOf } from './recorded';

const REGION = 'eu-west-1';
/** Lines of an ordinary terminal window. */
const SCREEN = 40;

/** For parameters without a default, and for those whose default is not what they are for. */
const GIVEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'social-providers': { TwitterConsumerKey: 'placeholder', TwitterConsumerSecret: 'placeholder-secret' },
  'bring-your-own-roles': { SignedInRoleArn: 'arn:aws:iam::123456789012:role/signed-in' },
};

/** Examples whose condition is false by default. */
const FALSE_BY_DEFAULT = ['location', 'opensearch-dashboards'];

interface PlanJson {
  readonly does: string;
  readonly steps: PlannedStep[];
  readonly unknown: string[];
}

const planOf = ({ code, out, err }: Ran): PlanJson => {
  if (code !== 0) throw new Error(err || out);
  return JSON.parse(out) as PlanJson;
};

describe.each(STORIES.filter((story) => story !== 'import'))('examples/%s', (story) => {
  const path = `examples/${story}/custom-resource.yml`;
  const given = GIVEN[story] ?? {};
  const files = { [path]: readFileSync(path, 'utf8') };
  const args = Object.entries(given).flatMap(([name, value]) => ['--parameter', `${name}=${value}`]);
  const command = ['plan', path, '--json', '--stack-name', 'shop-prod', ...args];

  const properties = (): object => {
    const template = readTemplate(path);
    const Parameters = Object.fromEntries(
      Object.entries(template.Parameters ?? {}).map(([name, parameter]) => [
        name,
        { ...parameter, Default: given[name] ?? parameter.Default },
      ]),
    );
    const conditions = !FALSE_BY_DEFAULT.includes(story);
    return resolve({ ...template, Parameters } as typeof template, propertiesOf(template), conditions) as object;
  };

  const deploy = async (): Promise<{ account: Account; poolId: string; stack: CustomResourceStack }> => {
    const account = newAccount({ region: REGION });
    account.aws.seedUserPool({ id: 'eu-west-1_EXAMPLE01' });
    const stack = new CustomResourceStack(account);
    const { ok, id = '', message } = await stack.create(properties());
    if (!ok) throw new Error(message);
    return { account, poolId: id, stack };
  };

  it('is deployed as it is planned', async () => {
    const plan = planOf(await runTool([...command, '--region', REGION], { files }));
    const { account, poolId } = await deploy();
    const made = JSON.parse(inWordsOfPlan(JSON.stringify(account.aws.writes), poolId, plan.unknown)) as typeof account.aws.writes;
    expect(plan.does).toBe('create');
    expect(sorted(await writesOf(plan.steps))).toEqual(sorted(withoutUnanswered(made)));
  });

  /** Once it is deployed, somebody can tell what the resources beside it are. */
  const known = [
    ...['UserPool=eu-west-1_EXAMPLE01', 'People=eu-west-1_EXAMPLE01', 'WebClient=exampleclient01'],
    'Company=arn:aws:iam::123456789012:saml-provider/company',
    'Google=arn:aws:iam::123456789012:oidc-provider/accounts.google.com',
    story === 'api-gateway' ? 'Api=api0000001' : 'Api.Arn=arn:aws:service:eu-west-1:123456789012:thing',
    ...['Stock', 'Files', 'Photos', 'Reports', 'Documents'].map((name) => `${name}.Arn=arn:aws:service:eu-west-1:123456789012:thing`),
  ]
    .filter((pair) => /^\w+/.exec(pair)?.[0] !== undefined && Object.hasOwn(readTemplate(path).Resources, /^\w+/.exec(pair)?.[0] ?? ''))
    .flatMap((pair) => ['--parameter', pair]);

  it('has nothing to do once it is deployed', async () => {
    const { account, poolId } = await deploy();
    account.aws.resetCalls();
    const plan = planOf(await runTool([...command, ...known, '--pool', poolId], { files, aws: account.aws }));
    expect([plan.does, plan.steps, plan.unknown]).toEqual(['nothing', [], []]);
    expect(account.aws.writes).toEqual([]);
  });

  it('is changed as it is planned', async () => {
    const { account, poolId, stack } = await deploy();
    const { DeveloperProviderName } = (properties() as Properties).AuthenticationProviders ?? {};
    const next = {
      AllowUnauthenticatedIdentities: true,
      AuthenticationProviders: {
        Google: { ClientId: 'photos.apps.googleusercontent.com' },
        // It cannot be taken away from a pool.
        ...(DeveloperProviderName === undefined ? {} : { DeveloperProviderName }),
      },
      UnauthenticatedRole: { Description: 'Guests.', Path: '/identity-pools/guests/' },
      Tags: [{ Key: 'team', Value: 'photos' }],
    };
    const template = JSON.stringify({ Resources: { Identities: { Type: 'Custom::IdentityPoolWithRoles', Properties: next } } });
    const [, , ...options] = command;
    const plan = planOf(
      await runTool(['plan', 'next.json', ...options, ...known, '--pool', poolId, '--previous', path], {
        files: { ...files, 'next.json': template },
        aws: account.aws,
      }),
    );
    account.aws.resetCalls();
    expect((await stack.update(next)).ok).toBe(true);
    expect(plan.does).toBe('update');
    expect(sorted(await writesOf(plan.steps))).toEqual(sorted(account.aws.writes));
  });

  it('fits on one screen', async () => {
    const { code, out } = await runTool([...command.filter((arg) => arg !== '--json'), '--region', REGION], { files });
    expect(code).toBe(0);
    expect(out.split('\n').length).toBeLessThanOrEqual(SCREEN);
  });

  it('gives away no secret, in words or as data', async () => {
    for (const how of [command, command.filter((arg) => arg !== '--json')]) {
      const { code, out, err } = await runTool([...how, '--region', REGION], { files });
      expect(code).toBe(0);
      expect(out + err).not.toContain('placeholder-secret');
    }
  });
});
