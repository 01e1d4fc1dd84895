/** Owns which checks there are, in the order in which findings are told. */
import type { Check } from '../finding';
import { claimUserWritable } from './claims';
import { classicFlowOpen, classicFlowUnset, classicFlowWithMappings, tokenCheckOff } from './flows';
import { guestsBeyondEnhancedFlow, guestsWide } from './guests';
import { mappingProviderMissing, ruleUnreachable, tokenMappingWithoutRoles } from './mappings';
import { roleMissing } from './roles';
import {
  guestRoleForSignedIn,
  tagSessionMissing,
  trustAmrMissing,
  trustAmrWrong,
  trustAudKey,
  trustAudMissing,
  trustOtherPool,
  trustPrincipalWrong,
} from './trust';

export const CHECKS: readonly Check[] = [
  roleMissing,
  trustPrincipalWrong,
  trustAudMissing,
  trustOtherPool,
  trustAudKey,
  trustAmrMissing,
  trustAmrWrong,
  guestRoleForSignedIn,
  tagSessionMissing,
  guestsWide,
  guestsBeyondEnhancedFlow,
  classicFlowOpen,
  classicFlowUnset,
  classicFlowWithMappings,
  mappingProviderMissing,
  tokenMappingWithoutRoles,
  ruleUnreachable,
  claimUserWritable,
  tokenCheckOff,
];
