/** Default roles and role mappings are one set, which SetIdentityPoolRoles writes whole. */
import type {
  GetIdentityPoolRolesInput,
  MappingRule,
  RoleMapping,
  RulesConfigurationType,
  SetIdentityPoolRolesInput,
} from '@aws-sdk/client-cognito-identity';
import { list, map, needed, structure, text } from '../constraints';
import { operation, Refusal, type Operations } from '../operation';
import type { FakePool, World } from '../world';
import { arnShape, idShape, invalid, mappableProviders, poolOf } from './pool';

const mappingShape = structure<RoleMapping>({
  Type: needed(text({ oneOf: ['Token', 'Rules'] })),
  AmbiguousRoleResolution: text({ oneOf: ['AuthenticatedRole', 'Deny'] }),
  RulesConfiguration: structure<RulesConfigurationType>({
    Rules: needed(
      list(
        structure<MappingRule>({
          Claim: needed(text({ max: 64, pattern: String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}]+` })),
          MatchType: needed(text({ oneOf: ['Equals', 'Contains', 'StartsWith', 'NotEqual'] })),
          Value: needed(text({ max: 128 })),
          RoleARN: needed(arnShape),
        }),
        { min: 1, max: 400 },
      ),
    ),
  }),
});

export const roleOperations = (world: World): Operations => ({
  SetIdentityPoolRoles: operation<SetIdentityPoolRolesInput>(
    {
      IdentityPoolId: idShape,
      Roles: needed(map(text({ max: 128, pattern: '(un)?authenticated' }), arnShape, { max: 2 })),
      RoleMappings: map(text({ max: 128 }), mappingShape, { max: 10 }),
    },
    ({ IdentityPoolId, Roles, RoleMappings = {} }) => {
      const pool = poolOf(world, IdentityPoolId);
      Object.entries(RoleMappings).forEach(([provider, mapping]) => {
        checkMapping(world, pool, { provider, mapping });
      });
      const arns = [...Object.values(Roles), ...Object.values(RoleMappings).flatMap(rolesIn)];
      arns.forEach((arn) => {
        checkRole(world, arn);
      });
      refuseNewRole(world, arns);
      Object.assign(pool, { roles: Roles, roleMappings: RoleMappings });
      return {};
    },
  ),

  GetIdentityPoolRoles: operation<GetIdentityPoolRolesInput>({ IdentityPoolId: idShape }, ({ IdentityPoolId }) => {
    const { roles, roleMappings } = poolOf(world, IdentityPoolId);
    return {
      IdentityPoolId,
      ...(Object.keys(roles).length === 0 ? {} : { Roles: roles }),
      ...(Object.keys(roleMappings).length === 0 ? {} : { RoleMappings: roleMappings }),
    };
  }),
});

const checkMapping = (world: World, pool: FakePool, { provider, mapping }: { provider: string; mapping: RoleMapping }): void => {
  if (!mappableProviders(pool).includes(provider)) {
    // AWS's words: aws-cdk#22951, aws-cdk#7670.
    throw invalid(`(${provider}) is not a valid RoleMapping ProviderName or is not a configured provider.`);
  }
  // Optional in the model, required in fact for both types.
  if (mapping.AmbiguousRoleResolution === undefined)
    throw invalid(`AmbiguousRoleResolution is required for the RoleMapping of ${provider}`);
  const rules = mapping.RulesConfiguration?.Rules ?? [];
  if (mapping.Type === 'Rules' && rules.length === 0) throw invalid(`RulesConfiguration is required for the RoleMapping of ${provider}`);
  if (mapping.Type === 'Token' && rules.length > 0) throw invalid(`RulesConfiguration does not go with Type Token, for ${provider}`);
  const { rulesPerProvider } = world.quotas;
  if (rules.length > rulesPerProvider) throw invalid(`${provider} may not have more than ${String(rulesPerProvider)} rules`);
};

const rolesIn = ({ RulesConfiguration }: RoleMapping): readonly string[] =>
  (RulesConfiguration?.Rules ?? []).map(({ RoleARN = '' }) => RoleARN);

const checkRole = (world: World, arn: string): void => {
  const found = new RegExp(String.raw`^arn:${world.partition}:iam::(\d{12}):role/(?:[\x21-\x7e]+/)?[\w+=,.@-]{1,64}$`).exec(arn);
  if (found === null) throw invalid(`${arn} is not the ARN of a role`);
  if (found[1] !== world.accountId) throw new Refusal('AccessDeniedException', `Cross-account pass role is not allowed: ${arn}`);
  const exists = [...world.roles.values()].some((role) => role.arn === arn);
  if (!exists && world.openQuestions.absentRole === 'refuse') throw forbidden(arn);
  const bornAt = world.roleBirths.get(arn);
  if (bornAt !== undefined && world.now().getTime() - bornAt < world.cognitoSeesRolesAfter()) throw forbidden(arn);
};

/** For a moment after CreateRole the check of iam:PassRole does not see the role, with the very same credentials (boto3#73). */
const refuseNewRole = (world: World, arns: readonly string[]): void => {
  const unseen = arns.find((arn) => world.rolesMadeHere.has(arn));
  if (unseen === undefined || world.newRoleRefusals.left <= 0) return;
  world.newRoleRefusals.left -= 1;
  throw forbidden(unseen);
};

const forbidden = (arn: string): Refusal => new Refusal('NotAuthorizedException', `Access to Role '${arn}' is forbidden.`);
