import { isDefaultDescription } from '../../core/rules/names';
import type { PolicyDocument } from '../../core/state';
import { statementsOf, type Condition, type Names, type Statement } from '../policies/document';

/** Whom a trust policy lets in, in words; undefined if it is of another form than those that this type writes. */
export function trustInWords(document: PolicyDocument): string | undefined {
  const [statement, ...others] = statementsOf(document);
  if (statement === undefined) return undefined;
  const guests = identityTypeIn(statement);
  const isWhole = others.length === 0 && statement.principals.members.length === 1 && !statement.principals.isNot;
  if (!isWhole || guests === undefined || statement.isDeny) return undefined;
  const actions = [...statement.actions.patterns].sort().join(' ');
  if (actions === 'sts:AssumeRoleWithWebIdentity') return `${guests} of this pool`;
  return actions === 'sts:AssumeRoleWithWebIdentity sts:TagSession' ? `${guests} of this pool, with principal tags` : undefined;
}

function identityTypeIn({ conditions }: Statement): string | undefined {
  const [audience, amr, ...others] = conditions;
  const fits = others.length === 0 && audience?.operator === 'StringEquals' && /:aud$/.test(audience.key) && audience.values.length === 1;
  if (!fits || amr?.operator !== 'ForAnyValue:StringLike' || !/:amr$/.test(amr.key) || amr.values.length !== 1) return undefined;
  if (amr.values[0] === 'authenticated') return 'signed-in users';
  return amr.values[0] === 'unauthenticated' ? 'guests' : undefined;
}

/** A line for each statement, such as `Allow s3:GetObject, s3:PutObject on arn:aws:s3:::files/*`. */
export function permissionsInWords(document: PolicyDocument): string[] {
  return statementsOf(document).map(({ isDeny, actions, resources, conditions }) =>
    [
      isDeny ? 'Deny' : 'Allow',
      namesInWords(actions),
      ...(resources === undefined ? [] : ['on', namesInWords(resources)]),
      ...(conditions.length === 0 ? [] : [`if ${conditions.map(conditionInWords).join(' and ')}`]),
    ].join(' '),
  );
}

function conditionInWords({ operator, key, values }: Condition): string {
  return `${key} ${operator} ${listed(values)}`;
}

const SHOWN = 6;

function listed(texts: readonly string[]): string {
  return (texts.length > SHOWN ? [...texts.slice(0, SHOWN - 1), `${String(texts.length - SHOWN + 1)} more`] : texts).join(', ');
}

function namesInWords({ isNot, patterns }: Names): string {
  return `${isNot ? 'all but ' : ''}${listed(patterns)}`;
}

/** Without what says no more than that this type made the role. */
export function unusualDescription(description: string, trustPolicy: PolicyDocument): string | undefined {
  const poolId = statementsOf(trustPolicy)
    .flatMap(({ conditions }) => conditions)
    .find(({ key }) => key.endsWith(':aud'))?.values[0];
  return isDefaultDescription(description, poolId ?? '') ? undefined : description;
}
