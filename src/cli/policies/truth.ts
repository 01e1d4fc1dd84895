/** `unknown` if only the request itself, or a page that AWS has not written, could say. */
export type Truth = boolean | 'unknown';

export function any(truths: readonly Truth[]): Truth {
  return truths.includes(true) ? true : truths.includes('unknown') ? 'unknown' : false;
}

export function all(truths: readonly Truth[]): Truth {
  return truths.includes(false) ? false : truths.includes('unknown') ? 'unknown' : true;
}

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}
