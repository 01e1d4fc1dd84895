/** Policies of a template, whose parts only a deployment may know. */
import type { PolicyDocument } from '../../core/state';
import type { Placeholders } from '../template/placeholders';
import { isMap } from '../template/template';
import type { OpenDocument } from './native-template';
import { mapFrom, type Properties } from './resources';

/** What is allowed can only be judged where effect and actions are known. */
export function splitOpen(written: unknown, { isOpen }: Pick<Placeholders, 'isOpen'>): OpenDocument {
  const document = documentFrom(written);
  if (document['Statement'] === undefined) return { document, open: isOpen(JSON.stringify(written ?? '')) ? 'whole' : [] };
  const statements = [document['Statement']].flat();
  const isOpenStatement = (statement: unknown): boolean =>
    isMap(statement) && statement['Effect'] !== undefined
      ? isOpen(JSON.stringify([statement['Effect'], statement['Action'], statement['NotAction']]))
      : isOpen(JSON.stringify(statement));
  const open = statements.flatMap((statement, index) => (isOpenStatement(statement) ? [index + 1] : []));
  if (open.length === 0) return { document, open };
  return { document: { ...document, Statement: statements.filter((statement) => !isOpenStatement(statement)) }, open };
}

/** What is not known of a policy, by the name that a report gives it. */
export function openNames(policy: string, open: OpenDocument['open']): string[] {
  return open === 'whole' ? [policy] : open.map((index) => `${policy}, statement ${String(index)}`);
}

export function documentAt(properties: Properties, key: string): PolicyDocument {
  return documentFrom(properties[key]);
}

/** CloudFormation takes JSON text too. */
function documentFrom(value: unknown): PolicyDocument {
  return mapFrom(value) ?? {};
}

/** What a condition compares with begins so where only a deployment knows it. */
export const OPEN_VALUE = '${aws:deployment/';

/**
 * What only a deployment knows in a condition is written as a policy variable that only a request could fill: nothing is decided by it.
 * Variables need the newer version of the language.
 */
export function withOpenValues(document: PolicyDocument, placeholders: Placeholders): PolicyDocument {
  const opened = (value: unknown): unknown => {
    if (typeof value === 'string' && placeholders.isOpen(value)) {
      const variable = `${OPEN_VALUE}${Buffer.from(value).toString('hex')}}`;
      placeholders.declare(variable, placeholders.show(value));
      return variable;
    }
    if (Array.isArray(value)) return value.map(opened);
    return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, opened(member)])) : value;
  };
  const statements = [document['Statement']].flat().filter((statement) => statement !== undefined);
  const Statement = statements.map((statement) => (isMap(statement) ? { ...statement, ...conditionOf(statement, opened) } : statement));
  const isOpen = JSON.stringify(Statement) !== JSON.stringify(statements);
  return isOpen ? { ...document, Version: '2012-10-17', Statement } : document;
}

/** The whole document, or the principal of a statement. */
export function isTrustOpen(properties: Properties, { isOpen }: Placeholders): boolean {
  const written = properties['AssumeRolePolicyDocument'];
  const principals = [documentAt(properties, 'AssumeRolePolicyDocument')['Statement']]
    .flat()
    // A whole statement can be open, too.
    .map((statement) =>
      JSON.stringify(isMap(statement) && statement['Effect'] !== undefined ? (statement['Principal'] ?? '') : (statement ?? '')),
    );
  const hasNoStatement = documentAt(properties, 'AssumeRolePolicyDocument')['Statement'] === undefined;
  return (hasNoStatement && isOpen(JSON.stringify(written ?? ''))) || principals.some(isOpen);
}

function conditionOf(statement: Properties, opened: (value: unknown) => unknown): object {
  return Object.hasOwn(statement, 'Condition') ? { Condition: opened(statement['Condition']) } : {};
}
