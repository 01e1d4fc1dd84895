/** Owns the names under which the rest of the core knows the template's properties; their shapes are generated from schema.json. */
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
