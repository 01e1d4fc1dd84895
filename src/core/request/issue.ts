export interface Issue {
  /** Such as `AuthenticationProviders.UserPools[0].UserPoolId`; empty for the properties as a whole. */
  readonly path: string;
  /** What is wrong, what was given and what is allowed. */
  readonly problem: string;
}

/** One text for a stack event. */
export const describeIssues = (issues: readonly Issue[]): string => {
  const lines = issues.map(({ path, problem }) => (path === '' ? problem : `${path}: ${problem}`));
  return lines.length === 1
    ? `Invalid property. ${lines[0] ?? ''}`
    : `${String(lines.length)} invalid properties. ${lines.map((line, index) => `(${String(index + 1)}) ${line}`).join(' ')}`;
};

export const clip = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 77)}...`);
