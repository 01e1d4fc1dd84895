/** The way from the native resources of a deployed stack to the new one, with the pool's id kept. */
import { isMap } from '../template/template';
import type { EntryPoint } from './conversion';
import type { Converted } from './convert';
import { referencesIn } from './expressions';
import { plain, readSource, type Source } from './source';

interface Step {
  readonly title: string;
  readonly commands: readonly string[];
  readonly remarks?: readonly string[];
}

interface Way {
  readonly file: string;
  readonly entryPoint: EntryPoint;
  readonly converted: Converted;
  /** Of the pool that is there, if it is known. */
  readonly poolId: string | undefined;
}

const POOL_ID = 'POOL_ID';
const deploy = (file: string): string =>
  `aws cloudformation deploy --stack-name STACK --template-file ${file} --capabilities CAPABILITY_NAMED_IAM CAPABILITY_AUTO_EXPAND`;

export function stepsOf({ file, entryPoint, converted, poolId = POOL_ID }: Way): Step[] {
  const { native, id } = converted;
  const isImport = entryPoint === 'registry-type';
  const options = [
    ...(isImport ? ['--entry-point registry-type'] : []),
    ...(converted.native.all.filter(({ type }) => type === 'AWS::Cognito::IdentityPool').length > 1
      ? [`--resource ${native.pool.id}`]
      : []),
  ];
  const print = (what: string, to: string, ...more: readonly string[]): string =>
    ['npx identity-pool-with-roles convert', inShell(file), ...options, what, ...more, '>', to].filter((word) => word !== '').join(' ');
  const kept = [native.pool, native.attachment, ...native.principalTags].flatMap((each) => (each === undefined ? [] : [each.id]));
  const roles = native.roles.map(({ resource }) => resource.id);
  const whole = `--pool ${poolId}`;
  return [
    {
      title: `Let the stack keep ${kept.join(', ')} when they leave its template. Without this, taking out the attachment takes the roles from the pool, and nobody gets credentials.`,
      commands: [print('--print retained', 'retained.yml'), deploy('retained.yml')],
    },
    ...(poolId === POOL_ID
      ? [
          {
            title: `Find the pool's id, and put it in place of ${POOL_ID} below.`,
            commands: [
              `aws cloudformation describe-stack-resource --stack-name STACK --logical-resource-id ${native.pool.id} --query StackResourceDetail.PhysicalResourceId --output text`,
            ],
          },
        ]
      : []),
    ...(isImport ? importSteps({ print, whole, id }) : adoptSteps({ print, whole, id })),
    ...handOverSteps({ print, whole, roles, isImport, source: converted.source }),
    {
      title: isImport
        ? 'Deploy what is left: the same, and references to the new resource in place of the id of the pool.'
        : `Deploy without AdoptIdentityPoolId: from then on the pool belongs to ${id}, and is deleted with it unless it has a DeletionPolicy.`,
      commands: [print('', 'complete.yml'), deploy('complete.yml')],
    },
  ];
}

function inShell(file: string): string {
  return /^[\w./@:+-]+$/.test(file) ? file : `'${file.replace(/'/g, "'\\''")}'`;
}

interface Printing {
  readonly print: (what: string, to: string, ...more: readonly string[]) => string;
  readonly whole: string;
}

function adoptSteps({ print, whole, id }: Printing & { readonly id: string }): Step[] {
  return [
    {
      title: `Take them out, and let ${id} adopt the pool in the same update, with its roles unchanged. The update writes only the marks of this type to the pool. The check says before the update where the template differs from the pool. It first names the values that only the stack knows: give them as it says; aws cloudformation describe-stack-resources --stack-name STACK shows the ids.`,
      commands: [
        print('--print adopted', 'adopted.yml', whole),
        `npx identity-pool-with-roles plan adopted.yml --resource ${id} ${whole}`,
        deploy('adopted.yml'),
      ],
    },
  ];
}

function importSteps({ print, whole, id }: Printing & { readonly id: string }): Step[] {
  return [
    {
      title: 'Take them out. The pool and its roles stay as they are; sign-in goes on.',
      commands: [print('--print taken-out', 'taken-out.yml', whole), deploy('taken-out.yml')],
    },
    {
      title: `Import the pool as ${id}, with its roles as they are. Nothing is written.`,
      commands: [
        print('--print imported', 'imported.yml', whole),
        print('--print resources-to-import', 'resources-to-import.json', whole),
        'aws cloudformation create-change-set --stack-name STACK --change-set-name import --change-set-type IMPORT --template-body file://imported.yml --resources-to-import file://resources-to-import.json --capabilities CAPABILITY_NAMED_IAM CAPABILITY_AUTO_EXPAND',
        'aws cloudformation wait change-set-create-complete --stack-name STACK --change-set-name import',
        'aws cloudformation execute-change-set --stack-name STACK --change-set-name import',
      ],
    },
  ];
}

function handOverSteps({
  print,
  whole,
  roles,
  isImport,
  source,
}: Printing & {
  readonly source: Source;
  readonly roles: readonly string[];
  readonly isImport: boolean;
}): Step[] {
  return roles.map((role, index) => {
    const handedOver = roles.slice(0, index + 1).map((each) => `--hand-over ${each}`);
    const file = `handed-over-${index + 1}.yml`;
    return {
      title: `Hand over ${role}: the pool gets a created role in its place, and CloudFormation deletes the old one when the update has succeeded. Whatever names the old role's ARN outside of this template has to name the new one too.${warningOf(exportsOf(source, role))}`,
      commands: [print(isImport ? '--print imported' : '--print adopted', file, whole, ...handedOver), deploy(file)],
    };
  });
}

/** Outputs that another stack may import and that name the role. */
function exportsOf({ yaml, text, file }: Source, role: string): string[] {
  // As they were written: the conversion has changed the document.
  const outputs = plain(yaml, readSource(yaml, text, file).root.get('Outputs', true));
  return Object.entries(isMap(outputs) ? outputs : {}).flatMap(([id, output]) =>
    isMap(output) && output['Export'] !== undefined && referencesIn(output['Value']).some(({ logicalId }) => logicalId === role)
      ? [id]
      : [],
  );
}

function warningOf(outputs: readonly string[]): string {
  return outputs.length === 0
    ? ''
    : ` CloudFormation refuses to change what another stack imports: let the stacks that import ${outputs.join(', ')} take the value from a parameter first.`;
}

export function describeSteps(steps: readonly Step[]): string {
  return steps
    .map(({ title, commands }, index) => [`${index + 1}. ${title}`, ...commands.map((command) => `     ${command}`)].join('\n'))
    .join('\n\n');
}
