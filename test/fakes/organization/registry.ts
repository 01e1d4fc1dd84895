/** As AWS documents DeregisterType, and as the handlers of AWS::CloudFormation::ResourceVersion, which AWS publishes, use it. */
const VERSION_LIMIT = 50;

interface TypeVersion {
  readonly arn: string;
  readonly package: string;
}

/** The CloudFormation registry of one account and region. It counts the registrations of a type, and no number comes twice. */
export class Registry {
  private readonly counts = new Map<string, number>();
  private readonly types = new Map<string, { readonly versions: Map<string, TypeVersion>; defaultArn: string }>();

  constructor(
    private readonly account: string,
    private readonly region: string,
    /** The objects that the account can read, as s3:// addresses. */
    private readonly objects: ReadonlySet<string>,
  ) {}

  /** Also of a package that was registered before: a version of its own. @returns its ARN. */
  register(typeName: string, location: string): string {
    if (!this.objects.has(location)) throw new Error(`Failed to read ${location}`);
    const count = (this.counts.get(typeName) ?? 0) + 1;
    const arn = `${this.typeArn(typeName)}/${String(count).padStart(8, '0')}`;
    const type = this.types.get(typeName) ?? { versions: new Map<string, TypeVersion>(), defaultArn: arn };
    if (type.versions.size === VERSION_LIMIT) throw new Error(`${typeName} has ${VERSION_LIMIT} versions, which is the limit`);
    this.counts.set(typeName, count);
    this.types.set(typeName, type);
    type.versions.set(arn, { arn, package: location });
    return arn;
  }

  setDefault(arn: string): void {
    this.typeOf(arn).defaultArn = arn;
  }

  isDefault(arn: string): boolean {
    return this.typeOf(arn).defaultArn === arn;
  }

  deregisterVersion(arn: string): void {
    const { versions, defaultArn } = this.typeOf(arn);
    if (defaultArn === arn && versions.size > 1)
      throw new Error(`Version '${idIn(arn)}' is the default version and cannot be deregistered.`);
    versions.delete(arn);
    if (versions.size === 0) this.types.delete(this.nameIn(arn));
  }

  deregisterType(typeName: string): void {
    const { versions, defaultArn } = this.typeOf(`${this.typeArn(typeName)}/`);
    if (versions.size > 1) throw new Error(`Version '${idIn(defaultArn)}' is the default version and cannot be deregistered.`);
    this.types.delete(typeName);
  }

  /** Every active version: its number, its package, and a star behind the default. */
  versionsOf(typeName: string): readonly string[] {
    const type = this.types.get(typeName);
    return [...(type?.versions.values() ?? [])].map(
      ({ arn, package: location }) => `${Number(idIn(arn))} ${location.replace(/.*\//, '')}${arn === type?.defaultArn ? ' *' : ''}`,
    );
  }

  private typeArn(typeName: string): string {
    return `arn:aws:cloudformation:${this.region}:${this.account}:type/resource/${typeName.replaceAll('::', '-')}`;
  }

  private nameIn(arn: string): string {
    return (arn.split('/')[2] ?? '').replaceAll('-', '::');
  }

  private typeOf(arn: string) {
    const type = this.types.get(this.nameIn(arn));
    if (type === undefined || !(arn.endsWith('/') || type.versions.has(arn))) throw new Error(`The type '${arn}' cannot be found.`);
    return type;
  }
}

const idIn = (arn: string): string => arn.split('/').at(-1) ?? '';
