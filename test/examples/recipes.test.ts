import { readFileSync } from 'node:fs';
import * as ts from 'typescript';
import { blocksIn, EXAMPLE_OF, pageOf } from '../recipes';

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
const withoutIndent = (lines: readonly string[]): string[] => {
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(indent));
};

/** Whether the lines stand together in the text, further in or out. */
const stands = (block: string, text: string): boolean => {
  const [wanted, lines] = [withoutIndent(linesOf(block)), linesOf(text)];
  return lines.some(
    (_, start) =>
      start + wanted.length <= lines.length && withoutIndent(lines.slice(start, start + wanted.length)).join('\n') === wanted.join('\n'),
  );
};

describe.each(Object.entries(EXAMPLE_OF))('guide/recipes/%s.md', (recipe, example) => {
  const page = pageOf(recipe);
  const template = `examples/${example}/custom-resource.yml`;

  it('links both templates, and lints, plans and deploys one', () => {
    for (const file of [template, `examples/${example}/registry-type.yml`]) expect(page).toContain(`(../../${file})`);
    const commands = blocksIn(page, 'sh').join('\n');
    expect(commands).toContain(`npm run lint:templates -- ${template}\n`);
    expect(commands).toContain(`npx . plan ${template} --region eu-west-1\n`);
    expect(commands).toContain(`aws cloudformation deploy --template-file ${template} --stack-name `);
  });

  it('shows of the template only what stands in it', () => {
    const text = readFileSync(template, 'utf8');
    expect(blocksIn(page, 'yaml').filter((block) => !stands(block, text))).toEqual([]);
  });

  it('says last what was tried and what was not', () => {
    expect(page.trimEnd().split('\n').at(-1)).toMatch(/^Tried: \w.*\. Not tried: \w.*\.$/);
  });
});

describe('the code of the recipes', () => {
  /** What a page leaves to the app. */
  const GIVEN =
    'declare const idToken: string, samlResponse: string, token: string, identityId: string, userId: string, bucket: string, url: string, photo: Blob;\n';
  /** Packages for browsers, which this project does not install. */
  const NOT_INSTALLED = ['aws-rum-web', 'maplibre-gl', '@aws/amazon-location-utilities-auth-helper'];
  const CANNOT_FIND_MODULE = 2307;

  const blocks = Object.keys(EXAMPLE_OF).flatMap((recipe) =>
    blocksIn(pageOf(recipe), 'ts').map((code, index) => [`${recipe}-${index}.mts`, GIVEN + code] as const),
  );

  /** What the compiler says of each block, as a module of this project. */
  const faultsIn = (files: ReadonlyMap<string, string>): string[] => {
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Node16,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    };
    const disk = ts.createCompilerHost(options);
    const host: ts.CompilerHost = {
      ...disk,
      getSourceFile: (name, ...rest) => {
        const text = files.get(name);
        return text === undefined ? disk.getSourceFile(name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
      },
      fileExists: (name) => files.has(name) || disk.fileExists(name),
      readFile: (name) => files.get(name) ?? disk.readFile(name),
    };
    const program = ts.createProgram([...files.keys()], options, host);
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ file, code, messageText }) => [code, `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`] as const)
      .filter(([code, text]) => code !== CANNOT_FIND_MODULE || !NOT_INSTALLED.some((name) => text.includes(`'${name}'`)))
      .map(([, text]) => text);
  };

  it('compiles with the types of the packages that it imports', () => {
    expect(blocks.map(([name]) => name)).toContain('appsync-0.mts');
    expect(faultsIn(new Map(blocks))).toEqual([]);
  }, 60_000);

  it('would not compile with a property that the package does not have', () => {
    const [, code = ''] = blocks.find(([name]) => name === 'saml-0.mts') ?? [];
    expect(faultsIn(new Map([['broken.mts', code.replace('logins:', 'logens:')]]))).toEqual([expect.stringContaining("'logens'")]);
  }, 60_000);
});
