/** Owns the names under which the rest of the core knows the template's properties; their shapes are generated from schema.json. */
export type {
  Attributes,
  AuthenticationProviders,
  IdentityRole,
  InlinePolicy as InlinePolicyProperty,
  Properties,
  Tag,
  UserPoolProvider,
} from './generated/property-types';
