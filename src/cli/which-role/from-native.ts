/** A pool of native resources in a template, as a deployment makes it. */
import { UsageError } from '../context';
import { accountOf } from '../native/account';
import type { NativePool, NativeTemplate } from '../native/native-template';
import { readNative, type NativeQuestion } from '../native/read';
import { usageProblem } from '../template/problem';
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
  const found = variants.flatMap((variant) =>
    variant.pools.filter(({ place }) => place.logicalId === asked).map((pool) => ({ variant, pool })),
  );
  if (!variants.every(({ pools }) => pools.some(({ place }) => place.logicalId === asked)))
    throw new UsageError(cannotBeKnown(variants.flatMap(({ assumed }) => assumed)));
  const open = [...new Set(found.flatMap(({ pool }) => [...pool.open.pool, ...pool.open.assignments]))];
  if (open.length > 0)
    throw usageProblem(
      `${asked} in ${template.file}: only its deployment knows what ${open.join(', ')} is. Give the template with its macros processed, as aws cloudformation get-template --template-stage Processed has it.`,
    );
  const dependsOn = [
    ...new Set([
      ...variants.flatMap(({ assumed }) => assumed.map(({ shown }) => `whether ${shown}`)),
      ...found.flatMap(({ pool: { rivals } }) => (rivals.length === 0 ? [] : [`which of ${rivals.join(' and ')} is written last`])),
    ]),
  ];
  return found.map(({ variant, pool }) => ({
    name: `${asked} in ${template.file}`,
    pool: pool.pool,
    assignments: pool.assignments,
    show,
    knownParts: placeholders.knownParts,
    handOut: handOutOfNative({ ...variant, pools: [pool] }, pool),
    dependsOn,
    notes: notesOn(variant),
  }));
}

export function handOutOfNative(template: NativeTemplate, { pool }: NativePool): HandOut {
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
