/** Texts of which only parts are known, and which are wrong in their place nevertheless. */
import { takes, type SchemaNode } from './schema-node';
import { isCertainlyText, type Unknown } from './unknown';

/** Whether the schema refuses the value whatever its unknown parts turn out to be. */
export function isMisplaced(value: Unknown, node: SchemaNode | undefined): boolean {
  // undefined: the schema says nothing of this place.
  if (node?.type === undefined || !isCertainlyText(value)) return false;
  if (!TEXT_BECOMES.some((type) => takes(node, type))) return true;
  const { pattern } = node;
  return takes(node, 'string') && pattern !== undefined && (hasForeignCharacter(value, pattern) || isOtherArn(value, pattern));
}

/** CloudFormation hands numbers and booleans over as text, and a custom resource restores them. */
const TEXT_BECOMES = ['string', 'boolean', 'integer', 'number'];

/** A pattern of nothing but letters and sets of characters: what is in none of them cannot be matched. */
const SETS_ALONE = /^\^((?:\[[^\]]+\]|\\w|\\S|[\w-])[+*]?)+\$$/;

function hasForeignCharacter({ parts }: Unknown, pattern: string): boolean {
  if (!SETS_ALONE.test(pattern)) return false;
  const sets = pattern.slice(1, -1).match(/\[[^\]]+\]|\\w|\\S|[\w-]/g) ?? [];
  const allowed = new RegExp(`^(?:${sets.join('|')})*$`);
  return parts.some((part) => typeof part === 'string' && !allowed.test(part));
}

/** An ARN's beginning up to the first unknown part, against one of the patterns of IAM's ARNs. */
function isOtherArn({ parts: [first] }: Unknown, pattern: string): boolean {
  if (!pattern.startsWith('^arn:aws[a-z-]*:iam:') || typeof first !== 'string') return false;
  if (!'arn:'.startsWith(first.slice(0, 4))) return true;
  const [, , service, ...others] = first.split(':');
  return others.length > 0 && service !== 'iam';
}
