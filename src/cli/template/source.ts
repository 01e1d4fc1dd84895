/** A part of a template in short YAML, on one line, for messages. */
function sourceOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? textOf(value) : String(value);
  const entries = Object.entries(value) as [string, unknown][];
  const [name, argument] = entries[0] ?? ['', undefined];
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) return `!${name.replace('Fn::', '')} ${argumentOf(argument)}`;
  return `{${entries.map(([key, member]) => `${key}: ${sourceOf(member)}`).join(', ')}}`;
}

/** Without quotes where the whole text is the argument. */
export function argumentOf(argument: unknown): string {
  return typeof argument === 'string' ? argument : sourceOf(argument);
}

function textOf(text: string): string {
  return /^[\w./@:-]+$/.test(text) ? text : JSON.stringify(text);
}
