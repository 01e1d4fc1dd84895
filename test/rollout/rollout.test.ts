/** Plays roll-outs of examples/rollout's templates in an organization whose registries count the versions of a type for each account and region. */
import { readFileSync } from 'node:fs';
import { version } from '../../package.json';
import schema from '../../schema.json';
import { rolloutFiles } from '../../scripts/rollout/templates';
import { Organization, type Corner } from '../fakes/organization/organization';
import type { StackTemplate } from '../fakes/organization/stack';
import { yamlParse } from '../yaml';

const TYPE = schema.typeName;
const UNIT = 'ou-abcd-11111111';
const REGIONS = ['eu-west-1', 'us-east-1'];
const FILES = rolloutFiles();

type Kind = 'registry-type' | 'custom-resource';
type Given = Readonly<Record<string, string>>;

/** The same templates, with the package and the version of another release. */
const release = (kind: Kind, number: string): StackTemplate =>
  yamlParse(
    (FILES[`rollout-${kind}.yml`] ?? '')
      .replaceAll(`-${version}.zip`, `-${number}.zip`)
      .replaceAll(`Value: ${version}`, `Value: ${number}`),
  ) as StackTemplate;

/** As the parameter file says, with a bucket. */
const settings = (kind: Kind, changes: Given = {}): Given => {
  const list = JSON.parse(FILES[`rollout-${kind}.json`] ?? '') as readonly {
    readonly ParameterKey: string;
    readonly ParameterValue: string;
  }[];
  const all = Object.fromEntries(list.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]));
  return { ...all, PackageBucketPrefix: 'packages', ...changes };
};

const packageOf = (kind: Kind, number: string): string => `identity-pool-with-roles-${kind}-${number}.zip`;
const upload = (organization: Organization, kind: Kind, number: string, regions: readonly string[] = REGIONS): void => {
  for (const region of regions) organization.objects.add(`s3://packages-${region}/${packageOf(kind, number)}`);
};

const newOrganization = (kind: Kind, ...releases: readonly string[]): Organization => {
  const organization = new Organization();
  for (const account of ['111111111111', '222222222222']) organization.join(account, UNIT);
  for (const number of releases) upload(organization, kind, number);
  return organization;
};

const cornersOf = (organization: Organization): Corner[] =>
  REGIONS.flatMap((region) => organization.accountsIn(UNIT).map((account) => organization.corner(account, region)));

/** Each account and region with the versions of the type that it has, the default with a star. */
const versionsIn = (organization: Organization): Record<string, readonly string[]> =>
  Object.fromEntries(cornersOf(organization).map(({ account, region, registry }) => [`${account} ${region}`, registry.versionsOf(TYPE)]));

const everywhere = <Value>(organization: Organization, value: Value): Record<string, Value> =>
  Object.fromEntries(cornersOf(organization).map(({ account, region }) => [`${account} ${region}`, value]));

const zip = (number: string): string => packageOf('registry-type', number);

describe('the registry type', () => {
  it('goes forward, back and forward again by package, and an account that joined in between, and counts otherwise, goes along', () => {
    const organization = newOrganization('registry-type', '1.0.0', '1.1.0');
    const stack = organization.newStack();
    const rollOut = (number: string): void => stack.update(release('registry-type', number), settings('registry-type'));

    rollOut('1.0.0');
    expect(versionsIn(organization)).toEqual(everywhere(organization, [`1 ${zip('1.0.0')} *`]));
    rollOut('1.1.0');
    expect(versionsIn(organization)).toEqual(everywhere(organization, [`2 ${zip('1.1.0')} *`]));

    organization.join('333333333333', UNIT);
    const asCounted = (known: number, joined: number, number: string): object =>
      Object.fromEntries(
        cornersOf(organization).map(({ account, region }) => [
          `${account} ${region}`,
          [`${account === '333333333333' ? joined : known} ${zip(number)} *`],
        ]),
      );
    expect(versionsIn(organization)).toEqual(asCounted(2, 1, '1.1.0'));

    rollOut('1.0.0');
    expect(versionsIn(organization)).toEqual(asCounted(3, 2, '1.0.0'));
    rollOut('1.1.0');
    expect(versionsIn(organization)).toEqual(asCounted(4, 3, '1.1.0'));
    expect(stack.outputs).toEqual({ Release: '1.1.0' });
  });

  it('could not go back by the number of a version: in the account that joined, it is another package', () => {
    const organization = newOrganization('registry-type', '1.0.0', '1.1.0');
    const stack = organization.newStack();
    const keeping = (number: string, chosen = '!Ref Version'): StackTemplate => {
      const text = JSON.stringify(release('registry-type', number))
        .replace('TypeVersionArn: !Ref Version\\n', `TypeVersionArn: ${chosen}\\n`)
        .replace('UpdateReplacePolicy: Delete', 'UpdateReplacePolicy: Retain');
      return JSON.parse(text) as StackTemplate;
    };
    const first = `!Sub arn:aws:cloudformation:\${AWS::Region}:\${AWS::AccountId}:type/resource/${TYPE.replaceAll('::', '-')}/00000001`;
    stack.update(keeping('1.0.0'), settings('registry-type'));
    stack.update(keeping('1.1.0'), settings('registry-type'));
    organization.join('333333333333', UNIT);
    stack.update(keeping('1.1.0', first), settings('registry-type'));
    expect(versionsIn(organization)).toMatchObject({
      '111111111111 eu-west-1': [`1 ${zip('1.0.0')} *`, `2 ${zip('1.1.0')}`],
      '333333333333 eu-west-1': [`1 ${zip('1.1.0')} *`],
    });
  });

  it('stays below the 50 versions of an account however often it goes forward and back', () => {
    const organization = newOrganization('registry-type', '1.0.0', '1.1.0');
    const stack = organization.newStack();
    for (let round = 0; round < 30; round += 1)
      for (const number of ['1.0.0', '1.1.0']) stack.update(release('registry-type', number), settings('registry-type'));
    expect(versionsIn(organization)).toEqual(everywhere(organization, [`60 ${zip('1.1.0')} *`]));
  });

  it('comes back everywhere by itself where an account fails in the middle, and leaves no version behind', () => {
    const organization = newOrganization('registry-type', '1.0.0');
    const stack = organization.newStack();
    stack.update(release('registry-type', '1.0.0'), settings('registry-type'));
    upload(organization, 'registry-type', '1.1.0', ['eu-west-1']);

    expect(() => stack.update(release('registry-type', '1.1.0'), settings('registry-type'))).toThrow(
      `s3://packages-us-east-1/${zip('1.1.0')}`,
    );
    expect(versionsIn(organization)).toEqual({
      '111111111111 eu-west-1': [`3 ${zip('1.0.0')} *`],
      '222222222222 eu-west-1': [`3 ${zip('1.0.0')} *`],
      '111111111111 us-east-1': [`1 ${zip('1.0.0')} *`],
      '222222222222 us-east-1': [`1 ${zip('1.0.0')} *`],
    });
    expect(stack.outputs).toEqual({ Release: '1.0.0' });
  });

  it('takes its place again as the default with the next release where somebody registered and chose another version by hand', () => {
    const organization = newOrganization('registry-type', '1.0.0', '1.1.0');
    const stack = organization.newStack();
    stack.update(release('registry-type', '1.0.0'), settings('registry-type'));
    const { registry } = organization.corner('111111111111', 'eu-west-1');
    const byHand = registry.register(TYPE, `s3://packages-eu-west-1/${zip('1.1.0')}`);
    registry.setDefault(byHand);
    stack.update(release('registry-type', '1.1.0'), settings('registry-type'));
    expect(registry.versionsOf(TYPE)).toEqual([`2 ${zip('1.1.0')}`, `3 ${zip('1.1.0')} *`]);

    // It cannot be uninstalled before that version is deregistered.
    expect(() => stack.delete()).toThrow("Version '00000003' is the default version and cannot be deregistered.");
    registry.deregisterVersion(byHand);
    stack.delete();
    expect(registry.versionsOf(TYPE)).toEqual([]);
  });
});

describe('a parameter that is not named', () => {
  const FENCED = {
    PermissionsBoundary: 'arn:aws:iam::111111111111:policy/identity-pool-roles',
    EnforcePermissionsBoundary: 'true',
    RolePath: '/teams/',
    RoleNamePrefix: 'team-',
    SuppliedRoles: 'app/*',
  };
  const kinds = ['registry-type', 'custom-resource'] as const;

  it.each(kinds.flatMap((kind) => Object.keys(settings(kind)).map((name) => [kind, name] as const)))(
    'is refused by create-stack and update-stack: the %s without %s',
    (kind, name) => {
      const organization = newOrganization(kind, '1.0.0', '1.1.0');
      const stack = organization.newStack();
      const { [name]: _left, ...others } = settings(kind, FENCED);
      expect(() => stack.update(release(kind, '1.0.0'), others)).toThrow(`Parameters: [${name}] must have values`);
      stack.update(release(kind, '1.0.0'), settings(kind, FENCED));
      const before = { ...stack.parameters };
      expect(() => stack.update(release(kind, '1.1.0'), others)).toThrow(`Parameters: [${name}] must have values`);
      expect({ parameters: stack.parameters, outputs: stack.outputs }).toEqual({ parameters: before, outputs: { Release: '1.0.0' } });
    },
  );

  it.each(kinds)('keeps every fence with deploy, which takes the former value, and never the former package: the %s', (kind) => {
    const organization = newOrganization(kind, '1.0.0', '1.1.0');
    const stack = organization.newStack();
    stack.deploy(release(kind, '1.0.0'), settings(kind, FENCED));
    const policiesIn = (): unknown => cornersOf(organization).map(({ roles }) => [...roles.values()].map(({ Policies }) => Policies));
    const before = policiesIn();
    expect(JSON.stringify(before)).toContain('"iam:PermissionsBoundary":"arn:aws:iam::111111111111:policy/identity-pool-roles"');
    stack.deploy(release(kind, '1.1.0'), {});
    expect(policiesIn()).toEqual(before);
    for (const { registry, functions } of cornersOf(organization))
      expect([...registry.versionsOf(TYPE), ...functions.values()].join()).toContain(packageOf(kind, '1.1.0'));
  });

  it.each(kinds)('has no default in what each account gets either, and is handed on to it: the %s', (kind) => {
    const { Parameters = {} } = yamlParse(FILES[`${kind}-in-an-account.yml`] ?? '') as StackTemplate;
    expect(Object.values(Parameters).filter(({ Default }) => Default !== undefined)).toEqual([]);
    const handed = (release(kind, version).Resources[kind === 'registry-type' ? 'RegistryType' : 'CustomResource']?.Properties?.[
      'Parameters'
    ] ?? []) as readonly object[];
    expect(handed).toEqual(Object.keys(Parameters).map((name) => ({ ParameterKey: name, ParameterValue: { Ref: name } })));
  });

  it('cannot leave an enforced boundary without its policy', () => {
    const stack = newOrganization('registry-type', '1.0.0').newStack();
    const without = settings('registry-type', { ...FENCED, PermissionsBoundary: '' });
    expect(() => stack.update(release('registry-type', '1.0.0'), without)).toThrow('needs the ARN of a policy in PermissionsBoundary');
  });
});

describe('the custom resource', () => {
  const functionIn = ({ account, region }: Corner): string => `arn:aws:lambda:${region}:${account}:function:identity-pool-with-roles`;

  it('goes forward and back by package, and templates of each account find the same function by export and by parameter', () => {
    const organization = newOrganization('custom-resource', '1.0.0', '1.1.0');
    const stack = organization.newStack();
    const found = () =>
      cornersOf(organization).map(({ functions, exports, parameters }) => ({
        code: [...functions.values()],
        export: exports.get('IdentityPoolWithRoles-ServiceToken'),
        parameter: parameters.get('/identity-pool-with-roles/service-token'),
      }));
    const expected = (number: string) =>
      cornersOf(organization).map((corner) => ({
        code: [packageOf('custom-resource', number)],
        export: functionIn(corner),
        parameter: functionIn(corner),
      }));
    for (const number of ['1.0.0', '1.1.0', '1.0.0', '1.1.0']) {
      stack.update(release('custom-resource', number), settings('custom-resource'));
      if (number === '1.1.0') organization.join(`44444444444${organization.accountsIn(UNIT).length}`, UNIT);
      expect(found()).toEqual(expected(number));
    }
    expect(organization.accountsIn(UNIT)).toHaveLength(4);

    stack.delete();
    expect(found()).toEqual(cornersOf(organization).map(() => ({ code: [], export: undefined, parameter: undefined })));
    const again = organization.newStack();
    again.update(release('custom-resource', '1.1.0'), settings('custom-resource'));
    expect(found()).toEqual(expected('1.1.0'));
  });

  it('is not uninstalled from under a stack that imports it', () => {
    const organization = newOrganization('custom-resource', '1.0.0');
    const stack = organization.newStack();
    stack.update(release('custom-resource', '1.0.0'), settings('custom-resource'));
    const { imported, functions } = organization.corner('222222222222', 'us-east-1');
    imported.add('IdentityPoolWithRoles-ServiceToken');
    expect(() => stack.update(release('custom-resource', '1.0.0'), settings('custom-resource', { Regions: 'eu-west-1' }))).toThrow(
      'in use',
    );
    expect([...functions.keys()]).toEqual(['identity-pool-with-roles']);
  });
});

describe('targets', () => {
  it.each(['registry-type', 'custom-resource'] as const)(
    'are uninstalled when their region is taken out, and nothing stays there: the %s',
    (kind) => {
      const organization = newOrganization(kind, '1.0.0');
      const stack = organization.newStack();
      stack.update(release(kind, '1.0.0'), settings(kind));
      stack.update(release(kind, '1.0.0'), settings(kind, { Regions: 'eu-west-1' }));
      for (const { region, registry, functions, roles, parameters, exports } of cornersOf(organization)) {
        const there = registry.versionsOf(TYPE).length + functions.size + roles.size + parameters.size + exports.size;
        expect(there > 0).toBe(region === 'eu-west-1');
      }
    },
  );
});

describe('the templates', () => {
  it.each(Object.keys(FILES))('are in examples/rollout as they are made: %s', (name) => {
    expect(readFileSync(`examples/rollout/${name}`, 'utf8')).toBe(FILES[name]);
  });

  it('have no transform, which stack sets with service-managed permissions do not take, and fit into one request', () => {
    for (const [name, text] of Object.entries(FILES).filter(([each]) => each.endsWith('.yml'))) {
      expect([name, yamlParse(text)]).toEqual([name, expect.not.objectContaining({ Transform: expect.anything() as unknown })]);
      expect(text).not.toContain('Fn::Transform');
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(51_200);
    }
  });

  it('have no value in their parameter files that the templates do not take, except for the bucket to name', () => {
    for (const kind of ['registry-type', 'custom-resource'] as const) {
      const { PackageBucketPrefix, ...others } = JSON.parse(JSON.stringify(settings(kind))) as Record<string, string>;
      expect(PackageBucketPrefix).toBe('packages');
      expect(Object.keys({ PackageBucketPrefix, ...others }).sort()).toEqual(Object.keys(release(kind, version).Parameters ?? {}).sort());
      expect(FILES[`rollout-${kind}.json`]).toContain('"BUCKET-PREFIX"');
    }
  });
});
