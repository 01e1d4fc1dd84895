import type * as Yaml from 'yaml';
import type { Conversion } from './conversion';
import { eachWay, listLike, memberOf, toNode, type Value } from './expressions';
import { identityProviderOf } from './identity-provider';
import { propertyOf, roleIn, type Resource, type RoleOfPool } from './native';
import { at, type Report } from './report';
import { nameOfMapped } from './roles';
import { copyOf, isPlainList, keyOf, valueAt } from './source';

export function roleMappings(conversion: Conversion, attachment: Resource, report: Report): Value {
  const { source, replaced } = conversion;
  const written = propertyOf(source, attachment, 'RoleMappings');
  if (written === undefined) return undefined;
  return eachWay(source, written, (node) => {
    if (node === undefined) return undefined;
    if (!source.yaml.isMap(node) || node.tag !== undefined || node.items.some((pair) => keyOf(pair).startsWith('Fn::'))) {
      report.leftOut.push(
        `${at(attachment)}: RoleMappings, which a function makes as a whole: write them out as RoleMappings of ${replaced.id}.`,
      );
      return undefined;
    }
    const mappings = node.items.map((pair) => roleMapping(conversion, { attachment, pair }, report));
    return listLike(source, node, mappings);
  });
}

function roleMapping(
  conversion: Conversion,
  { attachment, pair }: { readonly attachment: Resource; readonly pair: Yaml.Pair },
  report: Report,
): Value {
  const { source, native } = conversion;
  return eachWay(source, pair.value as Yaml.Node, (node) => {
    if (node === undefined) return undefined;
    if (!source.yaml.isMap(node) || node.tag !== undefined) {
      report.leftOut.push(`${at(attachment)}: the mapping ${keyOf(pair)}, which a function makes: write it out in RoleMappings.`);
      return undefined;
    }
    const member = (key: string): Yaml.Node | undefined => valueAt(source.yaml, node, key);
    const provider = member('IdentityProvider') ?? toNode(source, keyOf(pair));
    const rules = memberOf(source, member('RulesConfiguration'), 'Rules');
    const mapping = toNode(source, {
      IdentityProvider: identityProviderOf(source, provider, { native, use: 'mapping' }),
      Type: member('Type'),
      AmbiguousRoleResolution: member('AmbiguousRoleResolution'),
      Rules: rules && rulesOf(conversion, { attachment, rules }, report),
    });
    const { commentBefore } = pair.key as Yaml.Node;
    if (typeof commentBefore === 'string') mapping.commentBefore = commentBefore;
    return mapping;
  });
}

function rulesOf(
  conversion: Conversion,
  { attachment, rules }: { readonly attachment: Resource; readonly rules: Yaml.Node },
  report: Report,
): Value {
  const { source } = conversion;
  return eachWay(source, rules, (node) => {
    if (node === undefined) return undefined;
    if (!isPlainList(source, node)) {
      report.leftOut.push(`${at(attachment)}: rules that a function makes: write them out in RoleMappings.`);
      return undefined;
    }
    const converted = node.items.map((item) => eachWay(source, item as Yaml.Node, (rule) => ruleOf(conversion, rule)));
    return listLike(source, node, converted);
  });
}

function ruleOf({ source, handedOver }: Conversion, rule: Yaml.Node | undefined): Value {
  if (!source.yaml.isMap(rule)) return rule;
  const role = rule.get('RoleARN', true) as Yaml.Node | undefined;
  // Each way with a rule of its own: one has Role, the other may have RoleArn.
  return eachWay(source, role, (node) => {
    const converted = copyOf(rule);
    const pair = converted.items.find((each) => keyOf(each) === 'RoleARN');
    if (pair === undefined || node === undefined) return converted;
    const found = roleIn(source, node, handedOver);
    const name = found && nameInRules(found);
    const key = pair.key as Yaml.Scalar;
    key.value = name === undefined ? 'RoleArn' : 'Role';
    pair.value = name === undefined ? node : toNode(source, name);
    return converted;
  });
}

function nameInRules(role: RoleOfPool): string | undefined {
  return role.places.includes('authenticated') ? 'Authenticated' : nameOfMapped(role);
}
