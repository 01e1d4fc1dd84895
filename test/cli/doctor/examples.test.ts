/** Lets the doctor see the pools that this type makes of the examples: it has to like its own. */
import type { Finding } from '../../../src/cli/doctor/finding';
import { propertiesOf, readTemplate, resolve, STORIES } from '../../examples/templates';
import { CustomResourceStack, newAccount } from '../../stories/cloudformation';
import { runTool } from '../terminal';
import { ADMIN_ONLY, attribute } from './seeded';

/** What an example accepts: its page says so, or it has nothing to sign in with yet, or it lets developers read every repository. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  rum: ['low classic-flow-open'],
  location: ['low guest-disputed-actions'],
  'bring-your-own-roles': ['low no-way-in'],
  minimal: ['low no-way-in'],
  // Until OpenSearch Service adds its app client.
  'opensearch-dashboards': ['low no-way-in'],
  'mapped-roles': ['medium signed-in-open-resources'],
};

/** Of the user pools in the examples. */
const ATTRIBUTES = ['custom:department', 'custom:team', 'custom:job', 'custom:desk', 'custom:tenant', 'department'];

it.each(STORIES.filter((story) => story !== 'import'))('finds in the pool of examples/%s what is known of it', async (story) => {
  const account = newAccount({ region: 'eu-west-1' });
  const SchemaAttributes = [...ADMIN_ONLY.SchemaAttributes, ...ATTRIBUTES.map((name) => attribute(name))];
  const client = { WriteAttributes: ['name'] };
  account.aws.seedUserPool({
    id: 'eu-west-1_EXAMPLE01',
    settings: { ...ADMIN_ONLY, SchemaAttributes },
    clients: { exampleclient01: client },
  });
  const template = readTemplate(`examples/${story}/custom-resource.yml`);
  const {
    ok,
    id = '',
    message,
  } = await new CustomResourceStack(account).create(resolve(template, propertiesOf(template), false) as object);
  expect([ok, message]).toEqual([true, '']);
  const { out } = await runTool(['doctor', id, '--json'], { aws: account.aws });
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  expect(findings.map((finding) => `${finding.severity} ${finding.id}`)).toEqual(FOUND[story] ?? []);
});
