/** What a request says, by key in lower case: condition keys are compared without regard to case. */
export type RequestKeys = (key: string) => KeyValue;

export type KeyValue =
  | { readonly kind: 'single'; readonly value: string }
  /** A key that may have several values needs a set operator. */
  | { readonly kind: 'multi'; readonly values: readonly string[] }
  /** No request of this kind has the key. */
  | { readonly kind: 'absent' }
  /** The request may have it, with a value of this form if one is given: a pattern with IAM's wildcards. */
  | { readonly kind: 'unknown'; readonly form?: string };
