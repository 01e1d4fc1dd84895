/** Lets the doctor see the pools that this type makes of the examples: it has to like its own. */
import type { Finding } from '../../../src/cli/doctor/finding';
import { propertiesOf, readTemplate, resolve, STORIES } from '../../examples/templates';
import { CustomResourceStack, newAccount } from '../../stories/cloudformation';
import { runTool } from '../terminal';

/** What an example accepts, and says so in its page. */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = { rum: ['classic-flow-open'], location: ['guest-beyond-enhanced-flow'] };

it.each(STORIES.filter((story) => story !== 'import'))('the doctor finds only what examples/%s accepts', async (story) => {
  const account = newAccount({ region: 'eu-west-1' });
  account.aws.seedUserPool({ id: 'eu-west-1_EXAMPLE01' });
  const template = readTemplate(`examples/${story}/custom-resource.yml`);
  const {
    ok,
    id = '',
    message,
  } = await new CustomResourceStack(account).create(resolve(template, propertiesOf(template), false) as object);
  expect([ok, message]).toEqual([true, '']);
  const { out } = await runTool(['doctor', id, '--json'], { aws: account.aws });
  expect((JSON.parse(out) as { findings: Finding[] }).findings.map(({ id: finding }) => finding)).toEqual(ACCEPTED[story] ?? []);
});
