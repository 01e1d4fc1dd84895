/** Owns what stands for a value that only a deployment knows: of a form that the rules take, and shown for what it is. */
import { dnsSuffixOf, partitionOf } from '../../core/rules/partition';

/** What a value is, as far as the form of its stand-in goes. */
export type Kind = 'text' | 'userPoolId' | 'arn' | `iam:${'role' | 'policy' | 'oidc-provider' | 'saml-provider'}`;

export interface Placeholders {
  /** The same stand-in for the same value each time. @param shown such as `${UserPool}`. */
  standFor(shown: string, kind: Kind): string;
  /** Has a text of the caller's own stand for something. */
  declare(standIn: string, shown: string): void;
  /** The text with every stand-in shown for what it is. */
  show(text: string): string;
  /** What was not known, as it is shown. */
  readonly unknown: () => string[];
}

/** Twelve digits that nobody's template has in it by chance. */
export const ACCOUNT_ID = '418273650917';

export const createPlaceholders = (region: string): Placeholders => {
  const standIns = new Map<string, string>();
  const declared = new Map<string, string>();
  return {
    standFor: (shown, kind) => {
      const known = standIns.get(shown);
      if (known !== undefined) return known;
      const standIn = inFormOf(kind, region, `unresolved${String(standIns.size).padStart(3, '0')}`);
      standIns.set(shown, standIn);
      return standIn;
    },
    declare: (standIn, shown) => void declared.set(standIn, shown),
    show: (text) =>
      [...[...standIns].map(([shown, standIn]) => [standIn, shown] as const), ...declared]
        // An ARN has the account's stand-in in it.
        .sort(([one], [other]) => other.length - one.length)
        .reduce((result, [standIn, shown]) => result.replaceAll(standIn, () => shown), text),
    unknown: () => [...standIns.keys()],
  };
};

const inFormOf = (kind: Kind, region: string, name: string): string => {
  switch (kind) {
    case 'text':
      return name;
    case 'userPoolId':
      return `${region}_${name}`;
    case 'arn':
      return `arn:${partitionOf(region)}:service:${region}:${ACCOUNT_ID}:${name}`;
    case 'iam:oidc-provider':
      return `arn:${partitionOf(region)}:iam::${ACCOUNT_ID}:oidc-provider/${name}.${dnsSuffixOf(region)}`;
    default:
      return `arn:${partitionOf(region)}:iam::${ACCOUNT_ID}:${kind.slice('iam:'.length)}/${name}`;
  }
};
