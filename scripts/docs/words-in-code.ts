/** `npm run lint:words`, after the pages: the words of words.textlintrc.json in comments, messages, names and the titles of tests. */
import { readFileSync } from 'node:fs';
import { globSync } from 'glob';
import { createLinter, loadTextlintrc } from 'textlint';
import ts from 'typescript';
import { main, ReadableError } from '../local-aws/readable-error';

const CONFIG = 'words.textlintrc.json';
const CODE = [
  'src/*.ts',
  'src/{aws,cli,core,custom-resource,registry}/**/*.ts',
  'scripts/**/*.{ts,mjs,cjs,py,sh}',
  'cfn-lint/**/*.py',
  'examples/**/*.{ts,py,yml,yaml}',
  'test/**/*.test.ts',
  'template.yml',
];
const NOT_WRITTEN_HERE = ['src/models.ts', '**/node_modules/**', '**/.venv*/**', '**/cdk.out/**', 'scripts/bench/stock/**', 'examples/cdk/lib/properties.ts', '**/identity_pool_with_roles/properties.py'];
/** The first letters of rules that do not hold for titles of tests: words of the harness, which readers of pages and messages never see. */
const FINE_IN_TESTS = ['door', 'lives', '(?<!for )\\blife', 'the\\sseed', 'stock'];
/** Nor for names in code, which are short. */
const FINE_IN_NAMES = [...FINE_IN_TESTS, '\\blocal AWS'];

type Linter = ReturnType<typeof createLinter>;
type Linters = Readonly<Record<'prose' | 'titles' | 'names', Linter>>;

/** Everything but the given spans becomes blank, so that each finding has its line and its column. */
function only(text: string, spans: readonly (readonly [number, number])[]): string {
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ');
  let at = 0;
  let kept = '';
  for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
    if (start < at) continue;
    kept += blank(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  return kept + blank(text.slice(at));
}

/** Comment marks and line-leading asterisks are no words. */
const withoutMarks = (text: string): string => text.replace(/\/\*+|\*\/|\/\/|^( *)\*(?= |$)/gm, (mark) => ' '.repeat(mark.length));

function sourceOf(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS);
}

const isText = (node: ts.Node): boolean => ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);

function isModuleName(node: ts.Node): boolean {
  return ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);
}

function each(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => each(child, visit));
}

/** Comments, and the texts that have a space in them: others are keys and identifiers of something else. */
function prose(source: ts.SourceFile): (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  const comments = (position: number): void => {
    for (const { pos, end } of [
      ...(ts.getLeadingCommentRanges(source.text, position) ?? []),
      ...(ts.getTrailingCommentRanges(source.text, position) ?? []),
    ])
      spans.push([pos, end]);
  };
  each(source, (node) => {
    comments(node.getFullStart());
    comments(node.getEnd());
    if (isText(node) && !isModuleName(node) && node.getText().includes(' ')) spans.push([node.getStart() + 1, node.getEnd() - 1]);
  });
  return spans;
}

/** The first argument of it, test and describe, with or without `.each(...)`. */
function titles(source: ts.SourceFile): (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  each(source, (node) => {
    if (!ts.isCallExpression(node) || !/^(it|test|describe)\b/.test(node.expression.getText())) return;
    const [title] = node.arguments;
    if (title !== undefined && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title))) spans.push([title.getStart() + 1, title.getEnd() - 1]);
  });
  return spans;
}

/** The words of each name that this file gives, in the line where it does. */
function names(source: ts.SourceFile): string {
  const lines: string[] = source.text.split('\n').map(() => '');
  each(source, (node) => {
    const name = (node as { readonly name?: ts.Node }).name;
    if (name === undefined || !ts.isIdentifier(name) || !isGivenHere(node)) return;
    const { line } = source.getLineAndCharacterOfPosition(name.getStart());
    const words = name.text.replace(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll('_', ' ').toLowerCase();
    lines[line] = `${lines[line] ?? ''} ${words} .`;
  });
  return lines.join('\n');
}

function isGivenHere(node: ts.Node): boolean {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isBindingElement(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isPropertySignature(node)
  );
}

/** Comments and docstrings of Python, YAML and the shell. */
function comments(text: string): (readonly [number, number])[] {
  return [...text.matchAll(/"""[^]*?"""|(?<=^|\s)#.*/g)].map(({ index, 0: found }) => [index, index + found.length]);
}

function textsOf(path: string): (readonly [keyof Linters, string])[] {
  const text = readFileSync(path, 'utf8');
  if (!/\.[mc]?[jt]s$/.test(path)) return [['prose', only(text, comments(text))]];
  const source = sourceOf(path, text);
  if (path.endsWith('.test.ts')) return [['titles', only(text, titles(source))]];
  return [
    ['prose', withoutMarks(only(text, prose(source)))],
    ['names', names(source)],
  ];
}

async function findingsIn(path: string, linters: Linters): Promise<string[]> {
  const results = await Promise.all(textsOf(path).map(([kind, text]) => linters[kind].lintText(text, `${path}.txt`)));
  return results.flatMap(({ messages }) => messages.map(({ loc, message }) => `${path}:${loc.start.line}: ${message}`));
}

async function makeLinters(): Promise<Linters> {
  const { terms } = (JSON.parse(readFileSync(CONFIG, 'utf8')) as { rules: { terminology: { terms: [string, string][] } } }).rules.terminology;
  const descriptor = await loadTextlintrc({ configFilePath: CONFIG });
  const without = (fine: readonly string[]): Linter => {
    const exclude = terms.map(([term]) => term).filter((term) => fine.some((start) => term.startsWith(start)));
    const [rule] = descriptor.rule.allDescriptors;
    if (rule === undefined || exclude.length < fine.length) throw new Error(`${CONFIG} has no rule that begins with each of ${fine.join(', ')}`);
    const { id: ruleId, normalizedOptions } = rule;
    return createLinter({
      descriptor: descriptor.shallowMerge({ rules: [{ ruleId, rule: rule.rule, options: { ...(normalizedOptions as object), exclude } }] }),
    });
  };
  return { prose: createLinter({ descriptor }), titles: without(FINE_IN_TESTS), names: without(FINE_IN_NAMES) };
}

void main(async () => {
  const given = process.argv.slice(2);
  const paths = given.length > 0 ? given : globSync(CODE, { ignore: NOT_WRITTEN_HERE }).sort();
  const linters = await makeLinters();
  const findings = (await Promise.all(paths.map((path) => findingsIn(path, linters)))).flat();
  if (findings.length > 0) throw new ReadableError(findings.join('\n'));
});
