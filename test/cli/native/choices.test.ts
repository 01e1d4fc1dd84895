/** Every row of which-role's table of choices once more: the pool read from a native template. */
import { readNative } from '../../../src/cli/native/read';
import { createPlaceholders } from '../../../src/cli/template/placeholders';
import { toTemplate } from '../../../src/cli/template/template';
import { decide } from '../../../src/cli/which-role/decide';
import type { Question } from '../../../src/cli/which-role/question';
import { TABLE } from '../which-role/table';
import { questionOf } from '../which-role/words';

function writtenAndRead({ pool, assignments }: Question): Pick<Question, 'pool' | 'assignments'> {
  const mappings = Object.entries(assignments.mappings).map(([provider, { type, ambiguousRoleResolution, rules }], index) => [
    `mapping${String(index)}`,
    {
      IdentityProvider: provider,
      Type: type,
      AmbiguousRoleResolution: ambiguousRoleResolution,
      RulesConfiguration: rules && {
        Rules: rules.map(({ claim, matchType, value, roleArn }) => ({
          Claim: claim,
          MatchType: matchType,
          Value: value,
          RoleARN: roleArn,
        })),
      },
    },
  ]);
  const resources = {
    Pool: {
      Type: 'AWS::Cognito::IdentityPool',
      Properties: {
        AllowUnauthenticatedIdentities: pool.allowUnauthenticatedIdentities,
        SupportedLoginProviders: pool.loginProviders,
        CognitoIdentityProviders: pool.userPoolClients.map(({ providerName, clientId, serverSideTokenCheck }) => ({
          ProviderName: providerName,
          ClientId: clientId,
          ServerSideTokenCheck: serverSideTokenCheck,
        })),
        OpenIdConnectProviderARNs: pool.openIdConnectProviderArns,
        SamlProviderARNs: pool.samlProviderArns,
        DeveloperProviderName: pool.developerProviderName,
      },
    },
    Attachment: {
      Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      Properties: { IdentityPoolId: { Ref: 'Pool' }, Roles: assignments.roles, RoleMappings: Object.fromEntries(mappings) as object },
    },
  };
  const [only] = readNative({
    template: toTemplate(JSON.parse(JSON.stringify({ Resources: resources })), 't.json'),
    given: { parameters: new Map(), imports: new Map() },
    region: 'eu-west-1',
    accountId: undefined,
    placeholders: createPlaceholders('eu-west-1'),
  });
  const read = only?.pools[0];
  if (read === undefined) throw new Error('no pool was read');
  return { pool: read.pool, assignments: read.assignments };
}

describe.each(Object.entries(TABLE))('%s', (_, rows) => {
  it.each(rows)('%s', (_who, given) => {
    const question = questionOf(given);
    expect(decide({ ...question, ...writtenAndRead(question) })).toEqual(decide(question));
  });
});
