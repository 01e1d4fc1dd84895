/** How credentials are handed out: the classic flow, and the user pool's say in it. */
import { clientKey, describeClient } from '../facts';
import type { Check } from '../finding';

const hasMappings = (mappings: Readonly<Record<string, unknown>>): boolean => Object.keys(mappings).length > 0;

export const classicFlowOpen: Check = ({ pool, assignments }) =>
  pool.allowClassicFlow === true && !hasMappings(assignments.mappings)
    ? [
        {
          id: 'classic-flow-open',
          severity: 'low',
          about: 'AllowClassicFlow',
          evidence: 'It is true. What guests gain by it is reported with their role.',
          who: 'An app can pick any role that trusts the pool, for up to 12 hours, and guests get all that their role allows.',
          fix: 'Set it to false, unless an app calls GetOpenIdToken, as CloudWatch RUM does with guestRoleArn.',
        },
      ]
    : [];

/** aws-cli#7652. */
export const classicFlowUnset: Check = ({ pool }) =>
  pool.allowClassicFlow === undefined
    ? [
        {
          id: 'classic-flow-unset',
          severity: 'low',
          about: 'AllowClassicFlow',
          evidence: 'It is not set, and Cognito takes that for true: only an explicit false turns the classic flow off.',
          who: 'An app can pick any role that trusts the pool, for up to 12 hours, and guests get all that their role allows.',
          fix: 'Set it to false, unless an app calls GetOpenIdToken, as CloudWatch RUM does with guestRoleArn.',
        },
      ]
    : [];

/** GetOpenIdToken says "Basic (classic) flow is not supported with RoleMappings" (aws-rum-web#172). */
export const classicFlowWithMappings: Check = ({ pool, assignments }) =>
  pool.allowClassicFlow === true && hasMappings(assignments.mappings)
    ? [
        {
          id: 'classic-flow-with-mappings',
          severity: 'medium',
          about: 'AllowClassicFlow',
          evidence: `It is true, and there are role mappings for ${Object.keys(assignments.mappings).join(', ')}.`,
          who: 'No app can use the classic flow: Cognito refuses it while there are role mappings.',
          fix: 'Set it to false, or remove the mappings.',
        },
      ]
    : [];

export const tokenCheckOff: Check = ({ pool }) =>
  pool.userPoolClients
    .filter(({ serverSideTokenCheck }) => !serverSideTokenCheck)
    .map((client) => ({
      id: 'token-check-off',
      severity: 'low',
      about: clientKey(client),
      evidence: `ServerSideTokenCheck is off for ${describeClient(client)}.`,
      who: 'Users who were signed out everywhere, disabled or deleted still get credentials until their token expires.',
      fix: 'Set ServerSideTokenCheck to true.',
    }));
