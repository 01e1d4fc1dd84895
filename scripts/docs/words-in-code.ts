/** `npm run lint:words`, after the pages: the words of words.textlintrc.json in comments, messages, names and the titles of tests. */
import { readFileSync } from 'node:fs';
import { globSync } from 'glob';
import { createLinter, loadTextlintrc } from 'textlint';
import ts from 'typescript';
import { main, ReadableError } from '../local-aws/readable-error';

const CONFIG = 'words.textlintrc.json';
const CODE = [
  'src/*.ts',
  'src/{cli,custom-resource,registry}/**/*.ts',
  'scripts/**/*.{ts,mjs,cjs,py,sh}',
  'cfn-lint/**/*.py',
  'examples/**/*.{ts,py,yml,yaml}',
  'test/**/*.test.ts',
  'template.yml',
];
const NOT_WRITTEN_HERE = ['src/models.ts', '**/node_modules/**', '**/.venv*/**', '**/cdk.out/**', 'scripts/bench/stock/**', 'scripts/bench/last/**'];
/** Of the harness of the tests: words that the readers of pages and messages never see. */
const FINE_IN_TESTS = /^(door|lives|\(\?<!for \)\\blife|the seed|stock)/;

type Linter = ReturnType<typeof createLinter>;

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

async function findingsIn(path: string, linters: { readonly all: Linter; readonly inTests: Linter }): Promise<string[]> {
  const text = readFileSync(path, 'utf8');
  const isTest = path.endsWith('.test.ts');
  const isCode = /\.[mc]?[jt]s$/.test(path);
  const texts: [string, Linter][] = [];
  if (!isCode) texts.push([only(text, comments(text)), linters.all]);
  else {
    const source = sourceOf(path, text);
    texts.push([withoutMarks(only(text, isTest ? titles(source) : prose(source))), isTest ? linters.inTests : linters.all]);
    if (!isTest) texts.push([names(source), linters.inTests]);
  }
  const results = await Promise.all(texts.map(([words, linter]) => linter.lintText(words, `${path}.txt`)));
  return results.flatMap(({ messages }) => messages.map(({ loc, message }) => `${path}:${loc.start.line}: ${message}`));
}

async function linters(): Promise<{ readonly all: Linter; readonly inTests: Linter }> {
  const { terms } = (JSON.parse(readFileSync(CONFIG, 'utf8')) as { rules: { terminology: { terms: [string, string][] } } }).rules.terminology;
  const descriptor = await loadTextlintrc({ configFilePath: CONFIG });
  const exclude = terms.map(([term]) => term).filter((term) => FINE_IN_TESTS.test(term));
  const inTests = descriptor.shallowMerge({
    rules: descriptor.rule.allDescriptors.map((rule) => ({
      ruleId: rule.id,
      rule: rule.rule,
      options: { ...(rule.normalizedOptions as object), exclude },
    })),
  });
  return { all: createLinter({ descriptor }), inTests: createLinter({ descriptor: inTests }) };
}

void main(async () => {
  const given = process.argv.slice(2);
  const paths = given.length > 0 ? given : globSync(CODE, { ignore: NOT_WRITTEN_HERE }).sort();
  const both = await linters();
  const findings = (await Promise.all(paths.map((path) => findingsIn(path, both)))).flat();
  if (findings.length > 0) throw new ReadableError(findings.join('\n'));
});
