/**
 * `cfn generate` makes resource-role.yaml of the handlers' permissions in schema.json, which cannot name resources, conditions or parameters.
 * This puts the statements of the function's role in template.yml in their place, with the parameters and conditions that they refer to, so that
 * both entry points have the same permissions.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseDocument, visit } from 'yaml';

const read = (name) => parseDocument(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'), { logLevel: 'error' });

const template = read('template.yml');
const role = read('resource-role.yaml');

const POLICY = ['Resources', 'ExecutionRole', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement'];
const statements = template.getIn(['Resources', 'CustomResourceFunction', 'Properties', 'Policies', 0, 'Statement']);

/** Of `!Ref NAME`, `!If [NAME, ...]` and `!Sub ...${NAME}...`, as far as the template declares them. */
function namesIn(node) {
  const names = new Set();
  visit(node, {
    Scalar: (_key, { tag, value }) => {
      if (tag === '!Ref') names.add(value);
      if (tag === '!Sub') for (const [, name] of value.matchAll(/\$\{([^}]+)\}/g)) names.add(name);
    },
    Seq: (_key, { tag, items }) => {
      if (tag === '!If') names.add(items[0].value);
    },
  });
  return names;
}

function entriesOf(section, names) {
  const found = template.get(section).clone();
  found.items = found.items.filter(({ key }) => names.has(key.value));
  return found;
}

function actionsOf(node) {
  const actions = new Set();
  visit(node, {
    Pair: (_key, { key, value }) => {
      if (key?.value === 'Action') for (const action of [value.toJSON()].flat()) actions.add(action);
    },
  });
  return [...actions].sort();
}

const [listed, granted] = [role.getIn(POLICY), statements].map((node) => actionsOf(node).join('\n'));
if (listed !== granted)
  throw new Error(`schema.json lists other actions than template.yml allows.\nschema.json:\n${listed}\ntemplate.yml:\n${granted}`);

const conditions = entriesOf('Conditions', namesIn(statements));
const names = new Set([...namesIn(statements), ...namesIn(conditions)]);
role.setIn(POLICY, statements);
for (const [section, entries] of [
  ['Conditions', conditions],
  ['Rules', template.get('Rules')],
  ['Parameters', entriesOf('Parameters', names)],
])
  // Before Resources, as is the custom.
  role.contents.items.splice(
    role.contents.items.findIndex(({ key }) => key.value === 'Description') + 1,
    0,
    role.createPair(section, entries),
  );
role.commentBefore = ' Made by `npm run generate`: the statements, parameters and conditions are those of template.yml.';
writeFileSync(
  new URL('../resource-role.yaml', import.meta.url),
  role.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false }),
);
