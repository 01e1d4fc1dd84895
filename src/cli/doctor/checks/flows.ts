/** Owns what can be wrong with how credentials are handed out: the classic flow, and the user pool's say in it. */
import { clientKey, describeClient } from '../facts';
import type { Check } from '../finding';

const hasMappings = (mappings: Readonly<Record<string, unknown>>): boolean => Object.keys(mappings).length > 0;

export const classicFlowOpen: Check = ({ pool, assignments }) =>
  pool.allowClassicFlow === true && !hasMappings(assignments.mappings)
    ? [
        {
          id: 'classic-flow-open',
          severity: 'medium',
          about: 'AllowClassicFlow',
          evidence:
            'It is true: an app may pick any role that trusts the pool, for up to 12 hours, and guests are not held to what the enhanced flow lets them do.',
          mend: 'Set it to false, unless an app still calls GetOpenIdToken.',
        },
      ]
    : [];

/** aws-cli#7652. */
export const classicFlowUnset: Check = ({ pool }) =>
  pool.allowClassicFlow === undefined
    ? [
        {
          id: 'classic-flow-unset',
          severity: 'medium',
          about: 'AllowClassicFlow',
          evidence: 'It is not set, and Cognito takes that for true: only an explicit false turns the classic flow off.',
          mend: 'Set it to false.',
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
          evidence: `It is true, and there are mappings for ${Object.keys(assignments.mappings).join(', ')}: Cognito refuses the classic flow while there are any.`,
          mend: 'Set it to false, or remove the mappings.',
        },
      ]
    : [];

export const tokenCheckOff: Check = ({ pool }) =>
  pool.userPoolClients
    .filter(({ serverSideTokenCheck }) => !serverSideTokenCheck)
    .map((client) => ({
      id: 'token-check-off',
      severity: 'medium',
      about: clientKey(client),
      evidence: `ServerSideTokenCheck is off for ${describeClient(client)}: whoever was signed out everywhere, disabled or deleted gets credentials until the token ends.`,
      mend: 'Set ServerSideTokenCheck to true.',
    }));
