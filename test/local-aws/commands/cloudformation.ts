/**
 * What the local AWS emulator lacks of CloudFormation: the registry's actions, and change sets of templates with types that it does not know.
 * Like CloudFormation, it refuses what does not exist and parameters that a template does not have, or has and misses.
 */
import { randomUUID } from 'node:crypto';
import schema from '../../../schema.json';
import { yamlParse } from '../../yaml';
import { ACCOUNT_ID } from '../../../scripts/local-aws/server';
import type { Answer, Asked, Substitute } from './front';

interface RegisteredType {
  versions: number;
  default: number;
}

interface Stack {
  readonly id: string;
  readonly changeSet: string;
  readonly changeSetId: string;
  readonly isImport: boolean;
  isExecuted: boolean;
}

/** One account, in which the type has been registered so many times in each region. */
export const cloudFormation = (registeredVersions: number): Substitute => {
  const types = new Map<string, RegisteredType>();
  const registrations = new Map<string, string>();
  const stacks = new Map<string, Stack>();

  const typeIn = (region: string): RegisteredType => {
    const type = types.get(region) ?? { versions: registeredVersions, default: Math.min(1, registeredVersions) };
    types.set(region, type);
    return type;
  };

  const findVersion = ({ region, parameters: { Arn, Type, TypeName, VersionId } }: Asked): number => {
    const arn = Arn ?? (Type === 'RESOURCE' ? `${typeArn(region, TypeName ?? '')}/${VersionId ?? ''}` : '');
    const version = Array.from({ length: typeIn(region).versions }, (_, index) => index + 1).find(
      (each) => arn === `${typeArn(region, TYPE_NAME)}/${versionId(each)}`,
    );
    if (version === undefined) throw new Refusal('TypeNotFoundException', `The type '${arn}' cannot be found.`);
    return version;
  };

  const findStack = (asked: Asked): Stack => {
    const stack = stacks.get(stackKey(asked));
    if (stack === undefined) throw new Refusal('ChangeSetNotFound', 'ChangeSet does not exist');
    return stack;
  };

  const actions: Readonly<Record<string, (asked: Asked) => string>> = {
    RegisterType: ({ region, parameters: { Type, TypeName = '', ClientRequestToken = randomUUID() } }) => {
      if (Type !== 'RESOURCE' || TypeName !== TYPE_NAME)
        throw new Refusal('CFNRegistryException', `${TypeName} is not the type in the package.`);
      const type = typeIn(region);
      type.versions += 1;
      if (type.versions === 1) type.default = 1;
      registrations.set(ClientRequestToken, `${typeArn(region, TypeName)}/${versionId(type.versions)}`);
      return element('RegistrationToken', ClientRequestToken);
    },
    DescribeTypeRegistration: ({ region, parameters: { RegistrationToken = '' } }) => {
      const arn = registrations.get(RegistrationToken);
      if (arn === undefined) throw new Refusal('CFNRegistryException', `No registration token matches ${RegistrationToken}.`);
      return element('ProgressStatus', 'COMPLETE') + element('TypeArn', typeArn(region, TYPE_NAME)) + element('TypeVersionArn', arn);
    },
    DescribeType: ({ region, parameters: { Type, TypeName = '' } }) => {
      if (Type !== 'RESOURCE' || TypeName !== TYPE_NAME || typeIn(region).versions === 0)
        throw new Refusal('TypeNotFoundException', `The type '${TypeName}' cannot be found.`);
      return element('Arn', typeArn(region, TypeName)) + element('Type', Type) + element('Description', schema.description);
    },
    SetTypeDefaultVersion: (asked) => {
      typeIn(asked.region).default = findVersion(asked);
      return '';
    },
    ListTypeVersions: ({ region, parameters: { Type, TypeName = '' } }) => {
      const { versions, default: chosen } = typeIn(region);
      if (Type !== 'RESOURCE' || TypeName !== TYPE_NAME)
        throw new Refusal('CFNRegistryException', `The type '${TypeName}' cannot be found.`);
      const summaries = Array.from({ length: versions }, (_, index) =>
        [
          element('Arn', `${typeArn(region, TypeName)}/${versionId(index + 1)}`),
          element('VersionId', versionId(index + 1)),
          element('IsDefaultVersion', String(index + 1 === chosen)),
        ].join(''),
      );
      return `<TypeVersionSummaries>${summaries.map((summary) => `<member>${summary}</member>`).join('')}</TypeVersionSummaries>`;
    },
    SetTypeConfiguration: ({ region, parameters: { Type, TypeName = '' } }) => {
      if (Type !== 'RESOURCE' || TypeName !== TYPE_NAME || typeIn(region).versions === 0)
        throw new Refusal('TypeNotFoundException', `The type '${TypeName}' cannot be found.`);
      return element('ConfigurationArn', `${typeArn(region, TypeName).replace(':type/', ':type-configuration/')}/default`);
    },
    DeregisterType: (asked) => {
      if (findVersion(asked) === typeIn(asked.region).default)
        throw new Refusal('CFNRegistryException', 'The default version cannot be deregistered.');
      return '';
    },
    CreateChangeSet: (asked) => {
      const { region, parameters } = asked;
      const { StackName = '', ChangeSetName = '', ChangeSetType } = parameters;
      checkParameters(parameters);
      const id = `arn:aws:cloudformation:${region}:${ACCOUNT_ID}:stack/${StackName}/00000000-0000-4000-8000-000000000001`;
      const changeSetId = `arn:aws:cloudformation:${region}:${ACCOUNT_ID}:changeSet/${ChangeSetName}/00000000-0000-4000-8000-000000000002`;
      const stack = { id, changeSet: ChangeSetName, changeSetId, isImport: ChangeSetType === 'IMPORT', isExecuted: false };
      for (const key of [StackName, id, changeSetId]) stacks.set(`${region} ${key}`, stack);
      return element('Id', changeSetId) + element('StackId', id);
    },
    DescribeChangeSet: (asked) => {
      const { id, changeSet, changeSetId, isExecuted } = findStack(asked);
      return (
        element('ChangeSetName', changeSet) +
        element('ChangeSetId', changeSetId) +
        element('StackId', id) +
        element('Status', 'CREATE_COMPLETE') +
        element('ExecutionStatus', isExecuted ? 'EXECUTE_COMPLETE' : 'AVAILABLE') +
        '<Changes/>'
      );
    },
    ExecuteChangeSet: (asked) => {
      findStack(asked).isExecuted = true;
      return '';
    },
    DescribeStacks: (asked) => {
      const { id, isImport, isExecuted } = findStack(asked);
      const status = isExecuted ? (isImport ? 'IMPORT_COMPLETE' : 'CREATE_COMPLETE') : 'REVIEW_IN_PROGRESS';
      const stack = element('StackId', id) + element('StackName', id.split('/')[1] ?? '') + element('StackStatus', status);
      return `<Stacks><member>${stack}<CreationTime>2026-01-01T00:00:00Z</CreationTime></member></Stacks>`;
    },
  };

  return (asked) => {
    const { action, parameters } = asked;
    const isOurs =
      !action.endsWith('Stacks') && !action.endsWith('ChangeSet')
        ? action in actions
        : action === 'CreateChangeSet'
          ? UNKNOWN_TYPE.test(parameters['TemplateBody'] ?? '')
          : stacks.has(stackKey(asked));
    if (!isOurs) return undefined;
    try {
      return answered(action, actions[action]?.(asked));
    } catch (error) {
      if (error instanceof Refusal) return error.answer();
      throw error;
    }
  };
};

const TYPE_NAME = 'Community::Cognito::IdentityPoolWithRoles';
/** Of which types the local AWS emulator makes no stack. */
const UNKNOWN_TYPE = /\bType: (Community::|AWS::CloudFormation::StackSet\b)/;

const typeArn = (region: string, name: string): string =>
  `arn:aws:cloudformation:${region}:${ACCOUNT_ID}:type/resource/${name.replaceAll('::', '-')}`;

const versionId = (version: number): string => String(version).padStart(8, '0');

/** A change set is named by itself and its stack, or by its ARN alone. */
const stackKey = ({ region, parameters: { StackName, ChangeSetName } }: Asked): string => `${region} ${StackName ?? ChangeSetName ?? ''}`;

interface Parameter {
  readonly Default?: unknown;
  readonly AllowedValues?: readonly string[];
  readonly AllowedPattern?: string;
}

const checkParameters = (parameters: Asked['parameters']): void => {
  const { Parameters: known = {} } = yamlParse(parameters['TemplateBody'] ?? '') as {
    readonly Parameters?: Readonly<Record<string, Parameter>>;
  };
  const given = new Map<string, string>();
  for (let index = 1; parameters[`Parameters.member.${index}.ParameterKey`] !== undefined; index += 1)
    given.set(parameters[`Parameters.member.${index}.ParameterKey`] ?? '', parameters[`Parameters.member.${index}.ParameterValue`] ?? '');
  const list = (names: readonly string[]): string => `Parameters: [${names.join(', ')}]`;
  const unknown = [...given.keys()].filter((name) => !(name in known));
  if (unknown.length > 0) throw new Refusal('ValidationError', `${list(unknown)} do not exist in the template`);
  const missing = Object.keys(known).filter((name) => known[name]?.Default === undefined && !given.has(name));
  if (missing.length > 0) throw new Refusal('ValidationError', `${list(missing)} must have values`);
  for (const [name, value] of given) {
    const { AllowedValues = [value], AllowedPattern = '' } = known[name] ?? {};
    if (!AllowedValues.includes(value) || !new RegExp(AllowedPattern).test(value))
      throw new Refusal('ValidationError', `Parameter ${name} failed to satisfy constraint`);
  }
};

const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

const answered = (action: string, result = ''): Answer => ({
  status: 200,
  xml:
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata>${element('RequestId', 'request')}</ResponseMetadata></${action}Response>`,
});

class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    private readonly code: string,
    message: string,
  ) {
    super(message);
  }

  answer(): Answer {
    const error = `<Error><Type>Sender</Type>${element('Code', this.code)}${element('Message', this.message)}</Error>`;
    return { status: 400, xml: `<ErrorResponse xmlns="${NAMESPACE}">${error}${element('RequestId', 'request')}</ErrorResponse>` };
  }
}
