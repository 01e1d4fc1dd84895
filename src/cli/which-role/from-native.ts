/** A pool of native resources in a template, as a deployment makes it. */
import { UsageError } from '../context';
import { accountOf } from '../native/account';
import { readNative, type NativePool, type NativeQuestion, type NativeTemplate } from '../native/read';
import { cannotBeKnown } from '../template/read-resource';
import { handOutOfAccount } from './from-account';
import type { HandOut } from './hand-out';
import type { NamedPool, Show } from './question';

/** @returns one for each way in which what cannot be known may turn out; undefined: the resource is no native pool. */
export function fromNative(question: NativeQuestion, resource: string | undefined, show: Show): NamedPool[] | undefined {
  const { template, placeholders } = question;
  const variants = readNative(question);
  const ids = [...new Set(variants.flatMap(({ pools }) => pools.map(({ place }) => place.logicalId)))];
  const [first, ...others] = ids;
  if (resource === undefined && others.length > 0)
    throw new UsageError(`The template has several: ${ids.join(', ')}. Name one with --resource.`);
  const asked = resource ?? first;
  if (asked === undefined || !ids.includes(asked)) return undefined;
  const found = variants.map((variant) => ({ variant, pool: variant.pools.find(({ place }) => place.logicalId === asked) }));
  if (found.some(({ pool }) => pool === undefined)) throw new UsageError(cannotBeKnown(variants.flatMap(({ assumed }) => assumed)));
  const dependsOn = [...new Set(variants.flatMap(({ assumed }) => assumed.map(({ shown }) => `whether ${shown}`)))];
  return found.flatMap(({ variant, pool }) =>
    pool === undefined
      ? []
      : [
          {
            name: `${asked} in ${template.file}`,
            pool: pool.pool,
            assignments: pool.assignments,
            show,
            knownParts: placeholders.knownParts,
            handOut: handOutOf(variant, pool),
            dependsOn,
            notes: notesOn(variant),
          },
        ],
  );
}

function handOutOf(template: NativeTemplate, { pool }: NativePool): HandOut {
  const account = accountOf(template);
  const inTemplate = handOutOfAccount({ aws: account.aws, accountId: () => Promise.resolve('') }, pool);
  return (arn, taker) => {
    const role = template.roles.find((each) => each.role.arn === arn);
    const why = 'this template does not say whom it trusts, so that its trust policy is not known here';
    if (role === undefined || template.openRoles.has(role.place.logicalId)) return Promise.resolve({ kind: 'not checked', why });
    return inTemplate(arn, taker);
  };
}

function notesOn({ unknown }: NativeTemplate): string[] {
  const options = [...new Set(unknown.flatMap((value) => value.options))].filter((option) => !option.startsWith('--stack-name'));
  const give = options.length === 0 ? '' : ` Give what matters here: ${options.join(' ')}`;
  // A longer text shows what is open in it.
  const open = unknown.flatMap(({ shown }) => shown.match(/\$\{[^}]*\}|\{\{[^}]*\}\}/g) ?? []);
  if (open.length === 0) return [];
  return [`The template leaves open ${[...new Set(open)].join(', ')}.${give}`];
}
