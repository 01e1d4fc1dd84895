/**
 * The tool beside a second telling of AWS's pages and a policy evaluator that is not ours, on random pools, tokens and trust policies.
 * The seed is fixed: a failure comes again. Another seed: DIFFERENTIAL_SEED=NUMBER.
 */
import { IMPATIENT } from '../aws/recorded-client';
import fc from 'fast-check';
import { run } from '../../src/cli/main';
import { connect } from '../../src/aws/connect';
import type { Context } from '../../src/cli/context';
import { FakeAws } from '../fakes';
import { handOn } from '../run/run-file';
import { documentedOutcomes, REFUSED } from './documented';
import { allows } from './evaluator';
import {
  COGNITO,
  NOW,
  POOL_ID,
  pools,
  PROVIDERS,
  REGION,
  ROLE_ARNS,
  signInsAt,
  soundTrustPolicies,
  trustPolicies,
  type Provider,
  type RandomPool,
  type RandomSignIn,
} from './random';

const SIGN_INS = 2_500;
const TRUST_POLICIES = 1_000;
const seed = Number(process.env['DIFFERENTIAL_SEED'] ?? 20_261_127);

let differences = 0;
const tried = { signIns: 0, trustPolicies: 0 };

afterAll(() => {
  handOn({ calls: [], tests: 0, pieces: 0, finds: [], differential: { ...tried, differences } });
});

const accountNameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

interface Account {
  readonly pool: RandomPool;
  /** By role ARN. */
  readonly trust: Readonly<Record<string, object>>;
}

function seeded({ pool, trust }: Account): FakeAws {
  const aws = new FakeAws({ region: REGION });
  for (const [arn, trustPolicy] of Object.entries(trust))
    aws.seedRole({ name: accountNameOf(arn), arn, path: arn.includes(':role/app/') ? '/app/' : '/', trustPolicy });
  aws.seedPool({
    ...pool.configuration,
    roles: { ...pool.roles },
    roleMappings: { ...pool.mappings },
    principalTags: Object.fromEntries(pool.tagged.map((name) => [name, { UseDefaults: true, PrincipalTags: {} }])),
  });
  return aws;
}

/** What the tool answers: every outcome that it holds for possible. */
async function answered(account: Account, signIn: RandomSignIn): Promise<Set<string>> {
  const aws = seeded(account);
  const printed: string[] = [];
  const complained: string[] = [];
  const { claims, provider, isToken, customRoleArn } = signIn;
  const context: Context = {
    openSession: () =>
      Promise.resolve({
        region: REGION,
        aws: connect({ ...aws.clients, userPools: () => aws.clients.userPools }, IMPATIENT),
        reads: {} as never,
        accountId: () => Promise.resolve('123456789012'),
      }),
    readFile: () => Promise.resolve(isToken ? tokenOf(claims) : JSON.stringify(claims)),
    readStandardInput: () => Promise.reject(new Error('nothing asks for it')),
    print: (text) => void printed.push(text),
    complain: (text) => void complained.push(text),
    isColored: false,
    now: () => NOW * 1000,
  };
  const who = claims === undefined ? ['--guest'] : [isToken ? '--token-file' : '--claims', 'file'];
  const named = claims === undefined || provider.issuer !== undefined ? [] : ['--provider', provider.name];
  const custom = customRoleArn === undefined ? [] : ['--custom-role', customRoleArn];
  const code = await run(['which-role', '--pool', POOL_ID, '--json', ...who, ...named, ...custom], context);
  if (code === 2) throw new Error(complained.join('\n'));
  const { role, possible } = JSON.parse(printed.join('\n')) as { role?: string; possible?: { role?: string }[] };
  return new Set(code === 3 ? (possible ?? []).map((outcome) => outcome.role ?? REFUSED) : [role ?? REFUSED]);
}

function tokenOf(claims: unknown): string {
  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [encoded({ alg: 'RS256' }), encoded(claims), encoded('unsigned')].join('.');
}

/** The same, by AWS's pages and the evaluator. */
function documented({ pool, trust }: Account, { claims, provider, customRoleArn }: RandomSignIn): Set<string> {
  const taken = claims === undefined ? undefined : takenAs(pool, provider, claims);
  const chosen = documentedOutcomes(pool, { claims, provider: taken?.name, customRoleArn, now: NOW });
  return new Set([...chosen].map((outcome) => (outcome === REFUSED || !isHandedOut(trust[outcome], pool, taken) ? REFUSED : outcome)));
}

/** Issuers letter by letter, then the audience, as far as the pool knows it. */
function takenAs({ providers }: RandomPool, named: Provider, { iss, aud }: Readonly<Record<string, unknown>>): Provider | undefined {
  return providers.find(({ name, issuer, audience }) =>
    named.issuer === undefined ? name === named.name : issuer === iss && (audience === undefined || [aud].flat().includes(audience)),
  );
}

function isHandedOut(trust: object | undefined, { tagged }: RandomPool, provider: Provider | undefined): boolean {
  if (trust === undefined) return false;
  const context = contextOf(provider);
  const needed = [
    'sts:AssumeRoleWithWebIdentity',
    ...(provider !== undefined && tagged.includes(provider.taggedAs) ? ['sts:TagSession'] : []),
  ];
  return needed.every((action) => allows(trust, COGNITO, action, context));
}

function contextOf(provider: Provider | undefined): Record<string, string | string[]> {
  return {
    [`${COGNITO}:aud`]: POOL_ID,
    [`${COGNITO}:sub`]: `${REGION}:00000000-0000-4000-8000-000000000000`,
    [`${COGNITO}:amr`]: provider === undefined ? ['unauthenticated'] : amrOf(provider),
  };
}

function amrOf({ amr }: Provider): string[] {
  return amr.startsWith('cognito-idp.') ? ['authenticated', amr, `${amr}:CognitoSignIn:00000000-1111`] : ['authenticated', amr];
}

const [, ...existing] = [...ROLE_ARNS].reverse();
const trusts = fc.tuple(...existing.map(() => fc.oneof({ weight: 3, arbitrary: soundTrustPolicies }, trustPolicies)));

/** undefined: the two agree. */
async function difference(account: Account, signIn: RandomSignIn): Promise<object | undefined> {
  const [ours, theirs] = [await answered(account, signIn), documented(account, signIn)].map((outcomes) => [...outcomes].sort());
  if (ours?.join() === theirs?.join()) return undefined;
  differences += 1;
  return { ours, theirs, account, signIn };
}

it('which-role answers random sign-ins as AWS documents them', async () => {
  const found: (object | undefined)[] = [];
  const accounts = pools.chain((pool) => fc.tuple(fc.constant(pool), trusts, signInsAt(pool)));
  for (const [pool, documents, signIn] of fc.sample(accounts, { seed, numRuns: SIGN_INS })) {
    tried.signIns += 1;
    const trust = Object.fromEntries(existing.map((arn, index) => [arn, documents[index] ?? {}]));
    found.push(await difference({ pool, trust }, signIn));
  }
  expect(firstFew(found)).toEqual([]);
});

it('which-role weighs random trust policies as the evaluator does, for every provider and for guests', async () => {
  const found: (object | undefined)[] = [];
  const [role = ''] = existing;
  const asked = fc.tuple(trustPolicies, fc.constantFrom(undefined, ...PROVIDERS), fc.boolean());
  for (const [trust, provider, isTagged] of fc.sample(asked, { seed, numRuns: TRUST_POLICIES })) {
    tried.trustPolicies += 1;
    found.push(await difference({ pool: plainPool(role, isTagged), trust: { [role]: trust } }, plainSignIn(provider)));
  }
  expect(firstFew(found)).toEqual([]);
});

function firstFew(found: readonly (object | undefined)[]): readonly object[] {
  return found.filter((each) => each !== undefined).slice(0, 3);
}

/** Everybody gets the one role, whoever signs in. */
function plainPool(role: string, isTagged: boolean): RandomPool {
  const [pool] = fc.sample(
    pools.filter(({ providers }) => providers.length === PROVIDERS.length),
    { seed: 1, numRuns: 1 },
  );
  if (pool === undefined) throw new Error('There is no pool with all providers.');
  return {
    ...pool,
    configuration: { ...pool.configuration, AllowUnauthenticatedIdentities: true },
    roles: { authenticated: role, unauthenticated: role },
    mappings: {},
    tagged: isTagged ? PROVIDERS.map(({ taggedAs }) => taggedAs) : [],
  };
}

function plainSignIn(provider: Provider | undefined): RandomSignIn {
  const [guest = PROVIDERS[0]] = PROVIDERS;
  if (provider === undefined) return { claims: undefined, provider: guest as Provider, isToken: false, customRoleArn: undefined };
  const { issuer, audience, isOpenId } = provider;
  const claims = issuer === undefined ? {} : { iss: issuer, aud: audience ?? 'any', exp: NOW + 3600, sub: '00000000-1111' };
  return { claims, provider, isToken: isOpenId, customRoleArn: undefined };
}
