import { decide } from '../../../src/cli/which-role/decide';
import { TABLE } from './table';
import { DEFAULT, denial, DOC, MANAGER, questionOf, READER, rule, rules, token, WRITER } from './words';

describe.each(Object.entries(TABLE))('%s', (_, rows) => {
  it.each(rows)('%s', (_who, given, comes, why, source) => {
    const decision = decide(questionOf(given));
    const expected = [comes].flat();
    expect({
      outcome: decision.outcome,
      possible: decision.possible.map((outcome) => (outcome.kind === 'role' ? outcome.role : denial)),
      why: decision.why,
    }).toEqual({
      outcome: expected.length > 1 ? 'unsettled' : expected[0] === denial ? 'refused' : 'role',
      possible: expected,
      why,
    });
    expect(source === 'unsettled').toBe(decision.outcome === 'unsettled');
  });
});

it('the table has at least sixty rows, each with its own name and a page of AWS, or marked unsettled', () => {
  const rows = Object.values(TABLE).flat();
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(new Set(rows.map(([who]) => who)).size).toBe(rows.length);
  const pages: readonly string[] = [...Object.values(DOC), 'unsettled'];
  expect(rows.filter(([, , , , source]) => !pages.includes(source))).toEqual([]);
});

describe('the trail', () => {
  const trailOf = (given: Parameters<typeof questionOf>[0]) =>
    decide(questionOf(given)).trail.map(({ what, result, why }) => `${what} | ${result} | ${why}`);

  it('shows each rule in turn, up to the first that matches', () => {
    const mapping = rules(
      'Deny',
      rule('department', 'Equals', 'Sales', READER),
      rule('cognito:groups', 'Contains', 'admins', READER),
      rule('custom:department', 'Equals', 'Sales', WRITER),
      rule('email', 'NotEqual', 'x', READER),
    );
    expect(trailOf({ mapping, claims: { 'custom:department': 'Sales', 'cognito:groups': ['admins'] } })).toEqual([
      'rule 1: department Equals "Sales" | no match | the token has no claim "department"; it has "custom:department", and a rule has to name the prefix too',
      'rule 2: cognito:groups Contains "admins" | unsettled | the claim is ["admins"], and how Cognito compares a list is not documented',
      'rule 3: custom:department Equals "Sales" | match | the claim is "Sales"',
      'rule 4: email NotEqual "x" | not reached | a rule before it matches',
      'AmbiguousRoleResolution | not used | it is Deny',
    ]);
  });

  it('says why NotEqual does not match where the claim is absent, and what decides then', () => {
    expect(trailOf({ mapping: rules('AuthenticatedRole', rule('email', 'NotEqual', 'x', READER)) })).toEqual([
      'rule 1: email NotEqual "x" | no match | the token has no claim "email", and NotEqual needs it',
      'AmbiguousRoleResolution | used | it is AuthenticatedRole',
    ]);
  });

  it('says that Cognito offers only three claims of Facebook and Login with Amazon', () => {
    const mapping = rules('Deny', rule('email', 'Contains', '@', READER));
    expect(trailOf({ provider: 'www.amazon.com', mapping, claims: { email: 'jo@example.com' } })).toEqual([
      'rule 1: email Contains "@" | no match | of this provider Cognito offers iss, aud and sub alone, and no claim "email"',
      'AmbiguousRoleResolution | used | it is Deny',
    ]);
  });

  it('shows every rule if a role was asked for, which overrides their order', () => {
    const mapping = rules('Deny', rule('email', 'Contains', '@', READER), rule('email', 'Contains', 'jo', WRITER));
    expect(trailOf({ mapping, claims: { email: 'jo@example.com' }, customRole: WRITER })).toEqual([
      'rule 1: email Contains "@" | match | the claim is "jo@example.com"',
      'rule 2: email Contains "jo" | match | the claim is "jo@example.com"',
      'AmbiguousRoleResolution | not used | it is Deny',
    ]);
  });

  it("shows a token's roles", () => {
    expect(trailOf({ mapping: token('Deny'), claims: { 'cognito:preferred_role': MANAGER, 'cognito:roles': [MANAGER, DEFAULT] } })).toEqual(
      [
        `cognito:preferred_role | used | the claim is ${MANAGER}`,
        `cognito:roles | not used | the claim is ${MANAGER}, ${DEFAULT}`,
        'AmbiguousRoleResolution | not used | it is Deny',
      ],
    );
  });
});
