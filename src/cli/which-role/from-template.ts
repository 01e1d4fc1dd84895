/** A pool as a template would have it: what only a deployment knows is shown as the template has it. */
import type { Properties } from '../../core/properties';
import { UsageError, type Context } from '../context';
import { hasNativePools, readNative } from '../native/read';
import { readGiven, secretValuesOf } from '../template/given';
import { judgeable } from '../template/judge';
import { withLines } from '../template/lines';
import { checkedRegion } from '../template/options';
import type { UnknownValue } from '../template/place-unknown';
import { createPlaceholders, type Placeholders } from '../template/placeholders';
import { cannotBeKnown, readResource, type ResolvedResource } from '../template/read-resource';
import { hiding } from '../template/secrets';
import { isOwnType, loadTemplate, type Template } from '../template/template';
import { givenWithRoles, poolsIn, type PoolQuestion } from '../native/variants';
import { fromNative, handOutOfNative } from './from-native';
import { validPool, type PoolToAsk } from './from-properties';
import { handOutOfCreated, type HandOut } from './hand-out';
import type { NamedPool, WhichRoleOptions } from './question';
import { waysToTurnOut } from './ways';

/** @returns one for each way in which what cannot be known may turn out, as far as it matters to a sign-in. */
export async function fromTemplate(file: string, options: WhichRoleOptions, context: Context): Promise<NamedPool[]> {
  const region = checkedRegion(options.region ?? process.env['AWS_REGION']);
  const template = await loadTemplate(file, context);
  const placeholders = createPlaceholders(region);
  const given = readGiven(options, [template]);
  const accountId = given.parameters.get('AWS::AccountId');
  if (isAboutNative(template, options.resource)) {
    const hidden = hiding(secretValuesOf(template, given));
    const pools = fromNative({ template, given, region, accountId, placeholders }, options.resource, (text) =>
      hidden(placeholders.show(text)),
    );
    if (pools !== undefined) return pools;
  }
  const question = { template, given, region, accountId, placeholders };
  const knowing = givenWithRoles(
    given,
    unlessRefused(() => readNative(question)),
  );
  const { logicalId, variants, secrets } = readResource({ ...question, resource: options.resource, given: knowing });
  const created = variants.filter(({ properties }) => properties !== undefined);
  if (created.length === 0) throw new UsageError(`${logicalId} in ${file} is not created: its condition is false.`);
  if (created.length < variants.length) throw new UsageError(cannotBeKnown(variants[0].assumed));
  const name = `${logicalId} in ${file}`;
  const hide = hiding(secrets);
  const show = (text: string): string => hide(placeholders.show(text));
  const ways = created.flatMap((variant) => waysOf(variant));
  const pools = validPools(ways, { name, region, show, placeholders });
  const unknown = new Map(created.flatMap((variant) => [...variant.unknown]));
  return pools.map((pool) => ({
    name,
    ...pool,
    show,
    knownParts: placeholders.knownParts,
    handOut: handOutOf({ template, resource: logicalId, given, region, placeholders }),
    dependsOn: [...new Set(ways.flatMap(({ dependsOn }) => dependsOn))],
    notes: notesOn(unknown),
  }));
}

/** Roles that the type creates trust the pool; those that stand beside it in the template are read there. */
function handOutOf(question: PoolQuestion): HandOut {
  let beside: readonly HandOut[] | undefined;
  return async (arn, taker) => {
    const created = await handOutOfCreated(arn, taker);
    if (created.kind === 'yes') return created;
    beside ??= unlessRefused(() => poolsIn(question)).map(({ native, pool }) => handOutOfNative({ ...native, pools: [pool] }, pool));
    const [first, ...others] = await Promise.all(beside.map((each) => each(arn, taker)));
    const isOneAnswer = first !== undefined && first.kind !== 'not checked' && others.every(({ kind }) => kind === first.kind);
    return isOneAnswer ? first : created;
  };
}

/** A way to turn out that no deployment accepts has no roles to read. */
function unlessRefused<Value>(read: () => readonly Value[]): readonly Value[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}

/** A native pool that is named, or native pools alone. */
function isAboutNative(template: Template, resource: string | undefined): boolean {
  if (resource !== undefined) return template.Resources[resource]?.Type === 'AWS::Cognito::IdentityPool';
  return hasNativePools(template) && !Object.values(template.Resources).some(({ Type }) => isOwnType(Type));
}

interface Way {
  readonly properties: Properties;
  readonly unknown: ResolvedResource['unknown'];
  readonly misplaced: ResolvedResource['misplaced'];
  readonly lineOf: ResolvedResource['lineOf'];
  readonly dependsOn: readonly string[];
}

function waysOf({ properties, unknown, misplaced, lineOf, assumed }: ResolvedResource): Way[] {
  if (properties === undefined) return [];
  const { ways, dependsOn } = waysToTurnOut(properties, unknown);
  return ways.map((way) => ({
    properties: way,
    unknown,
    misplaced,
    lineOf,
    dependsOn: [...assumed.map(({ shown }) => `whether ${shown}`), ...dependsOn],
  }));
}

/** A way that no deployment accepts is none, unless there is no other. */
function validPools(
  ways: readonly Way[],
  {
    placeholders,
    ...subject
  }: { readonly name: string; readonly region: string; readonly show: (text: string) => string; readonly placeholders: Placeholders },
): PoolToAsk[] {
  const problems: UsageError[] = [];
  const pools = ways.flatMap(({ properties, unknown, misplaced, lineOf }) => {
    try {
      return [
        validPool(properties, {
          ...subject,
          judge: (issues) => withLines(judgeable(issues, { unknown, misplaced }, placeholders), lineOf),
        }),
      ];
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(error);
      return [];
    }
  });
  const [problem] = problems;
  if (pools.length === 0 && problem !== undefined) throw problem;
  return pools;
}

/** Permissions, tags and names do not decide who gets which role; what a macro adds to the resource may. */
const MATTERS =
  /^($|\/(AllowUnauthenticatedIdentities|AuthenticationProviders|RoleMappings|((Una|A)uthenticatedRole(\/(Arn|Create))?|MappedRoles\/\d+\/Name)$))/;

function notesOn(unknown: ReadonlyMap<string, UnknownValue>): string[] {
  const open = [...unknown].filter(([pointer]) => MATTERS.test(pointer)).map(([, value]) => value);
  if (open.length === 0) return [];
  const options = [...new Set(open.flatMap((value) => value.options))];
  const give = options.length === 0 ? '' : ` Give what matters here: ${options.join(' ')}`;
  return [`The template leaves open ${[...new Set(open.map(({ shown }) => shown))].join(', ')}.${give}`];
}
