import type { Given } from '../template/given';
import { judgeable } from '../template/judge';
import { withLines } from '../template/lines';
import { ACCOUNT_ID } from '../template/placeholder-ledger';
import type { Placeholders } from '../template/placeholders';
import { readResource } from '../template/read-resource';
import type { Assumption } from '../template/scope';
import { isMap, isOwnType, type Template } from '../template/template';
import { usageProblem } from '../template/problem';
import { lineOf } from '../template/yaml';
import { ownPoolOf } from './own-type';
import type { NativePool, NativeTemplate } from './native-template';
import { readNative } from './read';

export interface TemplatePool {
  readonly native: NativeTemplate;
  readonly pool: NativePool;
}

export interface PoolQuestion {
  readonly template: Template;
  /** A logical id; left out, every pool of the template. */
  readonly resource: string | undefined;
  readonly given: Given;
  readonly region: string;
  readonly placeholders: Placeholders;
}

/** The pools of a template, native or of this project's type: each once for every way in which what cannot be known may turn out. */
export function poolsIn({ template, resource, given, region, placeholders }: PoolQuestion): TemplatePool[] {
  const accountId = given.parameters.get('AWS::AccountId');
  const natives = readNative({ template, given, region, accountId, placeholders });
  const knowing = givenWithRoles(given, natives);
  const native = natives.flatMap((each) => each.pools.map((pool) => ({ native: each, pool })));
  const own = Object.entries(template.Resources)
    .filter(([, { Type }]) => isOwnType(Type))
    .flatMap(([logicalId], index) => {
      const { variants } = readResource({ template, resource: logicalId, given: knowing, region, accountId, placeholders });
      const placeholder = `${region}:00000000-0000-4000-8001-${String(index + 1).padStart(12, '0')}`;
      placeholders.declare(placeholder, `\${${logicalId}}`);
      const line = lineOf(template.Resources, logicalId);
      const place = { file: template.file, ...(line === undefined ? {} : { line }), logicalId };
      return variants.flatMap((variant) => {
        const beside = natives.find(({ assumed }) => areCompatible(assumed, variant.assumed));
        if (variant.properties === undefined || beside === undefined) return [];
        const { pool, roles } = ownPoolOf(variant.properties, {
          id: adoptedBy(variant.properties, region) ?? placeholder,
          place,
          accountId: accountId ?? ACCOUNT_ID,
          judge: (issues) => withLines(judgeable(issues, variant, placeholders), variant.lineOf),
          show: placeholders.show,
        });
        return [{ pool, native: { ...beside, pools: [...beside.pools, pool], roles: [...beside.roles, ...roles] } }];
      });
    });
  const pools = [...native, ...own];
  if (resource === undefined) return pools;
  const asked = pools.filter(({ pool }) => pool.place.logicalId === resource);
  if (asked.length > 0) return asked;
  const ids = [...new Set(pools.map(({ pool }) => pool.place.logicalId))];
  throw usageProblem(`${template.file} has no identity pool ${resource}. It has: ${ids.join(', ') || 'none'}.`);
}

/** An adopted pool is there already, and roles may name it by its id. */
function adoptedBy(properties: unknown, region: string): string | undefined {
  const adopted = isMap(properties) ? properties['AdoptIdentityPoolId'] : undefined;
  return typeof adopted === 'string' && adopted.startsWith(`${region}:`) ? adopted : undefined;
}

/** So that a resource of this type names a role of its own template by the ARN under which that role is read. */
export function givenWithRoles(given: Given, [first, ...others]: readonly NativeTemplate[]): Given {
  const known = [...(first?.arnsOfRoles ?? [])].filter(([logicalId, arn]) =>
    others.every(({ arnsOfRoles }) => (arnsOfRoles.get(logicalId) ?? arn) === arn),
  );
  return { ...given, parameters: new Map([...known.map(([logicalId, arn]) => [`${logicalId}.Arn`, arn] as const), ...given.parameters]) };
}

function areCompatible(some: readonly Assumption[], others: readonly Assumption[]): boolean {
  return some.every(({ key, holds }) => others.every((other) => other.key !== key || other.holds === holds));
}
