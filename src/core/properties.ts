export type {
  Attributes,
  AuthenticationProviders,
  IdentityProvider,
  IdentityRole,
  InlinePolicy as InlinePolicyProperty,
  MappedRole,
  MappingRule as MappingRuleProperty,
  PrincipalTag,
  Properties,
  RoleMapping as RoleMappingProperty,
  Tag,
  UserPoolProvider,
} from './generated/property-types';
