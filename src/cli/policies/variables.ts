/** Policy variables, `${key}` and `${key, 'default'}`, in the values of conditions. Source: IAM user guide, "Policy variables". */
import type { RequestKeys } from './request-keys';
import { patternOf, plainText, type Pattern } from './wildcards';

export function hasVariable(text: string): boolean {
  return text.includes('${');
}

/** The value with what the request says in place of each variable; what it says has no wildcards. `unknown`: only the request could say. */
export function resolved(text: string, keys: RequestKeys): Pattern | 'unknown' | 'no value' {
  const parts: Pattern[] = [];
  let end = 0;
  for (const { 0: variable, 1: body = '', index } of text.matchAll(/\$\{([^}]*)\}/g)) {
    const value = valueOf(body.trim(), keys);
    if (typeof value === 'object') return value.is;
    parts.push(patternOf(text.slice(end, index)), plainText(value));
    end = index + variable.length;
  }
  return [...parts, patternOf(text.slice(end))].flat();
}

function valueOf(body: string, keys: RequestKeys): string | { readonly is: 'unknown' | 'no value' } {
  // `${*}`, `${?}` and `${$}` stand for the character.
  if (body === '*' || body === '?' || body === '$') return body;
  const [, key = '', , byDefault] = /^([^,]*?)\s*(,\s*'([^']*)')?$/.exec(body) ?? [];
  const found = keys(key.toLowerCase());
  switch (found.kind) {
    case 'single':
      return found.value;
    case 'absent':
      return byDefault ?? { is: 'no value' };
    // A key of several values cannot be a variable.
    case 'multi':
      return { is: 'no value' };
    case 'unknown':
      return { is: 'unknown' };
  }
}
