import type { Given } from '../template/given';
import { judgeable } from '../template/judge';
import { ACCOUNT_ID } from '../template/placeholder-ledger';
import type { Placeholders } from '../template/placeholders';
import { readResource } from '../template/read-resource';
import type { Assumption } from '../template/scope';
import { isOwnType, type Template } from '../template/template';
import { usageProblem } from '../template/problem';
import { lineOf } from '../template/yaml';
import { ownPoolOf } from './own-type';
import type { NativePool, NativeTemplate } from './native-template';
import { readNative } from './read';

export interface TemplatePool {
  readonly native: NativeTemplate;
  readonly pool: NativePool;
}

interface Question {
  readonly template: Template;
  /** A logical id; left out, every pool of the template. */
  readonly resource: string | undefined;
  readonly given: Given;
  readonly region: string;
  readonly placeholders: Placeholders;
}

/** The pools of a template, native or of this project's type: each once for every way in which what cannot be known may turn out. */
export function poolsIn({ template, resource, given, region, placeholders }: Question): TemplatePool[] {
  const accountId = given.parameters.get('AWS::AccountId');
  const natives = readNative({ template, given, region, accountId, placeholders });
  const native = natives.flatMap((each) => each.pools.map((pool) => ({ native: each, pool })));
  const own = Object.entries(template.Resources)
    .filter(([, { Type }]) => isOwnType(Type))
    .flatMap(([logicalId], index) => {
      const { variants } = readResource({ template, resource: logicalId, given, region, accountId, placeholders });
      const id = `${region}:00000000-0000-4000-8001-${String(index + 1).padStart(12, '0')}`;
      placeholders.declare(id, `\${${logicalId}}`);
      const line = lineOf(template.Resources, logicalId);
      const place = { file: template.file, ...(line === undefined ? {} : { line }), logicalId };
      return variants.flatMap((variant) => {
        const beside = natives.find(({ assumed }) => areCompatible(assumed, variant.assumed));
        if (variant.properties === undefined || beside === undefined) return [];
        const { pool, roles } = ownPoolOf(variant.properties, {
          id,
          place,
          accountId: accountId ?? ACCOUNT_ID,
          judge: (issues) => judgeable(issues, variant, placeholders),
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

function areCompatible(some: readonly Assumption[], others: readonly Assumption[]): boolean {
  return some.every(({ key, holds }) => others.every((other) => other.key !== key || other.holds === holds));
}
