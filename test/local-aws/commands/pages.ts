import { readFileSync } from 'node:fs';
import { PAGES as PAGES_OF_THE_PROJECT, PAGES_OF_THE_EXAMPLES } from '../../pages';

export interface Written {
  /** Without comments, prompts and the breaks of continued lines. */
  readonly command: string;
  readonly page: string;
  readonly line: number;
  /** What the page shows as its output; a block of commands alone shows none. */
  readonly output?: string;
}

export const PAGES = [...PAGES_OF_THE_PROJECT, ...PAGES_OF_THE_EXAMPLES];

interface Line {
  readonly text: string;
  readonly line: number;
}

export const commandsIn = (page: string, text = readFileSync(page, 'utf8')): Written[] => {
  const { blocks, sentences } = partsOf(text);
  return [
    ...blocks.flatMap(({ language, lines }) => (isDialogue(language, lines) ? fromDialogue(lines) : fromScript(language, lines))),
    ...fromSentences(sentences),
  ].map((written) => ({ page, ...written }));
};

type Found = Omit<Written, 'page'>;

interface Block {
  readonly language: string;
  readonly lines: readonly Line[];
}

const partsOf = (text: string): { readonly blocks: readonly Block[]; readonly sentences: readonly Line[] } => {
  const blocks: { readonly language: string; readonly lines: Line[] }[] = [];
  const sentences: Line[] = [];
  let inside = false;
  for (const [index, content] of text.split('\n').entries()) {
    const fence = /^ *```(\w*)/.exec(content);
    const line = { text: content, line: index + 1 };
    if (fence === null) (inside ? (blocks.at(-1)?.lines ?? []) : sentences).push(line);
    else {
      inside = !inside;
      if (inside) blocks.push({ language: fence[1] ?? '', lines: [] });
    }
  }
  return { blocks, sentences };
};

const SHELLS = ['sh', 'bash', 'shell', 'console'];
const PROMPT = /^ *\$ /;

const isDialogue = (language: string, lines: readonly Line[]): boolean =>
  [...SHELLS, 'text'].includes(language) && lines.some(({ text }) => PROMPT.test(text));

/** A command after each prompt, and what it prints up to the next one. */
const fromDialogue = (lines: readonly Line[]): Found[] => {
  const turns: { first: Line; readonly output: string[] }[] = [];
  for (const line of lines) {
    const last = turns.at(-1);
    if (PROMPT.test(line.text)) turns.push({ first: line, output: [] });
    else if (last !== undefined && last.output.length === 0 && last.first.text.endsWith('\\'))
      last.first = { ...last.first, text: `${last.first.text.slice(0, -1).trimEnd()} ${line.text.trim()}` };
    else last?.output.push(line.text);
  }
  return turns.flatMap(({ first: { text, line }, output }) =>
    partsAt(text.replace(PROMPT, ''), line).map((found) => ({ ...found, output: output.join('\n') })),
  );
};

const fromScript = (language: string, lines: readonly Line[]): Found[] => {
  if (!SHELLS.includes(language)) return [];
  const commands: { readonly line: number; text: string; open: boolean }[] = [];
  for (const { text, line } of lines) {
    const content = withoutComment(text).trim();
    const last = commands.at(-1);
    if (last?.text.endsWith('\\') === true) last.text = `${last.text.slice(0, -1).trimEnd()} ${content}`;
    else if (last?.open === true) last.text += `\n${content}`;
    else if (content !== '') commands.push({ line, text: content, open: /^(for|while|if|case) /.test(content) });
    if (last !== undefined && /^(done|fi|esac)\b/.test(content)) last.open = false;
  }
  return commands.flatMap(({ text, line }) => partsAt(text, line));
};

/** Inline code that begins as a command does; `aws` alone, or `aws:PrincipalTag/KEY`, is none. */
const INLINE = /(?<!`)`((?:aws|sam|cdk|cfn|npm|npx|\.venv\/bin\/\S+) [^`]+)`(?!`)/g;

const fromSentences = (lines: readonly Line[]): Found[] =>
  lines.flatMap(({ text, line }) => [...text.matchAll(INLINE)].flatMap(([, command = '']) => partsAt(command, line)));

/** What is joined by && is looked at one by one. */
const partsAt = (text: string, line: number): Found[] => joinedIn(withoutComment(text)).map((part) => ({ command: part.trim(), line }));

const joinedIn = (text: string): readonly string[] => {
  const parts = [''];
  for (const part of text.split(' && ')) {
    const last = parts.pop() ?? '';
    if (last === '' || isQuoted(last)) parts.push(last === '' ? part : `${last} && ${part}`);
    else parts.push(last, part);
  }
  return parts;
};

/** Whether a quotation begins in it that does not end in it. */
const isQuoted = (text: string): boolean => {
  let quote = '';
  for (const character of text) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === "'" || character === '"') quote = character;
  }
  return quote !== '';
};

const withoutComment = (text: string): string => {
  let quote = '';
  for (const [index, character] of text.split('').entries()) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (character === '#' && /^$|\s/.test(text[index - 1] ?? '')) return text.slice(0, index);
  }
  return text;
};
