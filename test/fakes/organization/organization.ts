import { yamlParse } from '../../yaml';
import { Registry } from './registry';
import { Stack, type Place, type Properties, type Provider, type StackTemplate } from './stack';

/** One account in one region. */
export interface Corner {
  readonly account: string;
  readonly region: string;
  readonly registry: Registry;
  readonly exports: Map<string, string>;
  readonly imported: Set<string>;
  /** SSM's. */
  readonly parameters: Map<string, string>;
  readonly functions: Map<string, string>;
  readonly roles: Map<string, Properties>;
}

/** Accounts in organizational units, and stack sets with service-managed permissions that reach them. */
export class Organization {
  /** What every account can read, as s3:// addresses. */
  readonly objects = new Set<string>();
  private readonly units = new Map<string, string[]>();
  private readonly corners = new Map<string, Corner>();
  private readonly stackSets = new Map<string, StackSet>();
  private count = 0;

  /** An account that joins a unit gets, by automatic deployment, what the stack sets have for the unit at that time. */
  join(account: string, unit: string): void {
    this.units.set(unit, [...(this.units.get(unit) ?? []), account]);
    for (const stackSet of this.stackSets.values()) stackSet.joined(account, unit);
  }

  accountsIn(unit: string): readonly string[] {
    return this.units.get(unit) ?? [];
  }

  corner(account: string, region: string): Corner {
    const key = `${account} ${region}`;
    const corner = this.corners.get(key) ?? {
      account,
      region,
      registry: new Registry(account, region, this.objects),
      exports: new Map<string, string>(),
      imported: new Set<string>(),
      parameters: new Map<string, string>(),
      functions: new Map<string, string>(),
      roles: new Map<string, Properties>(),
    };
    this.corners.set(key, corner);
    return corner;
  }

  /** Of the management account. */
  newStack(): Stack {
    return this.stackIn(this.corner('999999999999', 'eu-west-1'));
  }

  stackIn(corner: Corner): Stack {
    const { account, region, exports, imported } = corner;
    const place: Place = {
      pseudo: { 'AWS::AccountId': account, 'AWS::Region': region, 'AWS::Partition': 'aws', 'AWS::URLSuffix': 'amazonaws.com' },
      provider: (type) => this.providerOf(type, corner),
      exports,
      imported,
    };
    return new Stack(place);
  }

  private providerOf(type: string, corner: Corner): Provider {
    const { account, region, registry, parameters, functions, roles } = corner;
    const fresh = (logicalId: string): string => `${logicalId}-${String((this.count += 1))}`;
    const mustRead = (location: string): void => {
      if (!this.objects.has(location)) throw new Error(`Error occurred while GetObject. ${location}`);
    };
    switch (type) {
      case 'AWS::CloudFormation::StackSet':
        return {
          createOnly: ['StackSetName', 'CallAs', 'PermissionModel'],
          create: (properties) => {
            const id = `${String(properties['StackSetName'])}:1`;
            const stackSet = new StackSet(this);
            try {
              stackSet.update(properties);
            } catch (error) {
              stackSet.delete();
              throw error;
            }
            this.stackSets.set(id, stackSet);
            return id;
          },
          update: (id, properties) => this.stackSets.get(id)?.update(properties),
          delete: (id) => {
            this.stackSets.get(id)?.delete();
            this.stackSets.delete(id);
          },
        };
      case 'AWS::CloudFormation::ResourceVersion':
        return {
          createOnly: ['TypeName', 'SchemaHandlerPackage', 'ExecutionRoleArn', 'LoggingConfig'],
          create: ({ TypeName, SchemaHandlerPackage }) => registry.register(String(TypeName), String(SchemaHandlerPackage)),
          update: () => {
            throw new Error('AWS::CloudFormation::ResourceVersion has no update handler');
          },
          // The default version goes with its type, or not at all.
          delete: (arn, { TypeName }) => {
            if (registry.isDefault(arn)) registry.deregisterType(String(TypeName));
            else registry.deregisterVersion(arn);
          },
        };
      case 'AWS::CloudFormation::ResourceDefaultVersion':
        return {
          createOnly: [],
          create: ({ TypeVersionArn }) => {
            registry.setDefault(String(TypeVersionArn));
            return String(TypeVersionArn).replace(/\/\d+$/, '');
          },
          update: (_id, { TypeVersionArn }) => registry.setDefault(String(TypeVersionArn)),
          // There is always a default: its handler does nothing.
          delete: () => undefined,
        };
      case 'AWS::IAM::Role':
        return {
          createOnly: ['Path', 'RoleName'],
          create: (properties, logicalId) => {
            const id = fresh(logicalId);
            roles.set(id, properties);
            return id;
          },
          update: (id, properties) => roles.set(id, properties),
          delete: (id) => roles.delete(id),
          attribute: (id) => `arn:aws:iam::${account}:role/${id}`,
        };
      case 'AWS::Lambda::Function': {
        const read = ({ Code }: Properties): string => {
          const { S3Bucket, S3Key } = Code as { readonly S3Bucket: string; readonly S3Key: string };
          mustRead(`s3://${S3Bucket}/${S3Key}`);
          return S3Key;
        };
        return {
          createOnly: ['FunctionName', 'PackageType'],
          create: (properties, logicalId) => {
            const { FunctionName = fresh(logicalId) } = properties as { readonly FunctionName?: string };
            if (functions.has(FunctionName)) throw new Error(`Function already exist: ${FunctionName}`);
            functions.set(FunctionName, read(properties));
            return FunctionName;
          },
          update: (id, properties) => functions.set(id, read(properties)),
          delete: (id) => functions.delete(id),
          attribute: (id) => `arn:aws:lambda:${region}:${account}:function:${id}`,
        };
      }
      case 'AWS::SSM::Parameter':
        return {
          createOnly: ['Name'],
          create: ({ Name, Value }) => {
            parameters.set(String(Name), String(Value));
            return String(Name);
          },
          update: (id, { Value }) => parameters.set(id, String(Value)),
          delete: (id) => parameters.delete(id),
        };
      default:
        // A log group, an alarm: nothing here depends on what it is.
        return {
          createOnly: [],
          create: (_properties, logicalId) => fresh(logicalId),
          update: () => undefined,
          delete: () => undefined,
          attribute: (id, name) => `${id}.${name}`,
        };
    }
  }
}

/** The template and the parameters stay as last given, also if they did not reach every account: so AWS documents UpdateStackSet. */
class StackSet {
  private readonly stacks = new Map<string, Stack>();
  private properties: Properties = {};

  constructor(private readonly organization: Organization) {}

  update(properties: Properties): void {
    this.properties = properties;
    const wanted = this.targets();
    for (const [key, stack] of this.stacks)
      if (!wanted.some(({ key: each }) => each === key)) {
        stack.delete();
        this.stacks.delete(key);
      }
    // The first failure stops the rest: FailureToleranceCount 0.
    for (const target of wanted) this.deploy(target);
  }

  joined(account: string, unit: string): void {
    for (const target of this.targets()) if (target.account === account && target.unit === unit) this.deploy(target);
  }

  delete(): void {
    for (const stack of this.stacks.values()) stack.delete();
  }

  private deploy({ key, account, region }: Target): void {
    const { Parameters = [], TemplateBody } = this.properties as {
      readonly Parameters?: readonly { readonly ParameterKey: string; readonly ParameterValue: string }[];
      readonly TemplateBody: string;
    };
    const stack = this.stacks.get(key) ?? this.organization.stackIn(this.organization.corner(account, region));
    const given = Object.fromEntries(Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]));
    stack.update(yamlParse(TemplateBody) as StackTemplate, given);
    this.stacks.set(key, stack);
  }

  /** One region after the other. */
  private targets(): Target[] {
    const groups = this.properties['StackInstancesGroup'] as readonly {
      readonly DeploymentTargets: { readonly OrganizationalUnitIds: readonly string[] };
      readonly Regions: readonly string[];
    }[];
    return groups.flatMap(({ DeploymentTargets, Regions }) =>
      Regions.flatMap((region) =>
        DeploymentTargets.OrganizationalUnitIds.flatMap((unit) =>
          this.organization.accountsIn(unit).map((account) => ({ key: `${account} ${region}`, account, region, unit })),
        ),
      ),
    );
  }
}

interface Target {
  readonly key: string;
  readonly account: string;
  readonly region: string;
  readonly unit: string;
}
