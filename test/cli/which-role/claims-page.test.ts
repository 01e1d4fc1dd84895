import { readFileSync } from 'node:fs';
import { blocksIn } from '../../recipes';
import { account, POOL_ID, trust, USER, whichRole } from './terminal';
import { USER_POOL } from './words';

const [block = ''] = blocksIn(readFileSync('guide/groups.md', 'utf8'), 'json');
const claims = JSON.parse(block) as Record<string, unknown>;
const ADMIN = 'arn:aws:iam::123456789012:role/Admin';

const printedFor = async (given: Record<string, unknown>): Promise<string> => {
  const aws = account({
    mapping: { Type: 'Token', AmbiguousRoleResolution: 'Deny' },
    trust: { [ADMIN]: trust('authenticated', true) },
  });
  const { printed } = await whichRole(['--pool', POOL_ID, '--claims', 'c.json', '--provider', USER_POOL], {
    aws,
    files: { 'c.json': JSON.stringify({ ...USER, ...given }) },
  });
  return printed;
};

it('the claims of a group in guide/groups.md give the role of the group', async () => {
  expect(await printedFor(claims)).toContain(`\nRole: ${ADMIN}\n`);
});

it('cognito:groups alone gives nobody a role', async () => {
  expect(await printedFor({ 'cognito:groups': claims['cognito:groups'] })).toContain('\nRefused: ');
});
