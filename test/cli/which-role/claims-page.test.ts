import { readFileSync } from 'node:fs';
import type { Claims } from '../../../src/cli/which-role/comparison';
import { decide } from '../../../src/cli/which-role/decide';
import { blocksIn } from '../../recipes';
import { questionOf, token } from './words';

const [block = ''] = blocksIn(readFileSync('guide/groups.md', 'utf8'), 'json');
const claims = JSON.parse(block) as Claims;
const outcomeOf = (given: Claims) => decide(questionOf({ mapping: token('Deny'), claims: given }));

it('the claims of a group in guide/groups.md give the role that they prefer', () => {
  expect(outcomeOf(claims)).toMatchObject({ outcome: 'role', possible: [{ kind: 'role', role: claims['cognito:preferred_role'] }] });
});

it('the claim cognito:groups of guide/groups.md alone gives nobody a role', () => {
  expect(claims).toHaveProperty(['cognito:groups']);
  expect(outcomeOf({ 'cognito:groups': claims['cognito:groups'] }).outcome).toBe('refused');
});
