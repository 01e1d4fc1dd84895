/** Tries that lint refuses the imports that would turn the arrow doors -> core <- aws around. */
import { execFileSync } from 'node:child_process';

const LIBRARY = '@amazon-web-services-cloudformation/cloudformation-cli-typescript-lib';

/** Each is linted as if the file said this and nothing else. */
const TRIED: readonly (readonly [sentence: string, file: string, imported: string, allowed: boolean])[] = [
  ['the core may not import the gateways', 'src/core/plan.ts', '../aws/connect', false],
  ['the core may not import a door', 'src/core/plan.ts', '../registry/resource', false],
  ['the core may not import an SDK client', 'src/core/plan.ts', '@aws-sdk/client-iam', false],
  ['the core may not import what reads files', 'src/core/plan.ts', 'node:fs', false],
  ['the core may import itself', 'src/core/plan.ts', './ports', true],
  ['the gateways may import the core', 'src/aws/connect.ts', '../core/ports', true],
  ['the gateways may not import a door', 'src/aws/connect.ts', '../custom-resource/conclude', false],
  ['a door may import the core', 'src/registry/resource.ts', '../core/operation', true],
  ['the registry may not import the custom resource', 'src/registry/resource.ts', '../custom-resource/conclude', false],
  ['the custom resource may not import the registry', 'src/custom-resource/door.ts', '../registry/resource', false],
  ['the custom resource may not import the runtime library', 'src/custom-resource/door.ts', LIBRARY, false],
  ['the tool may import the core', 'src/cli/main.ts', '../core/ports', true],
  ['the tool may import the gateways', 'src/cli/main.ts', '../aws/session', true],
  ['the tool may not import a door', 'src/cli/main.ts', '../registry/resource', false],
  ['the tool may not import an SDK client', 'src/cli/main.ts', '@aws-sdk/client-iam', false],
  ['the core may not import the tool', 'src/core/plan.ts', '../cli/context', false],
  ['the gateways may not import the tool', 'src/aws/connect.ts', '../cli/context', false],
  ['a door may not import the tool', 'src/custom-resource/door.ts', '../cli/context', false],
  ['the generated models are not for the entry points', 'src/handlers.ts', './models', false],
  ['the generated models are not for the rest of their door', 'src/registry/resource.ts', '../models', false],
  ['the generated models are for model-mapping.ts', 'src/registry/model-mapping.ts', '../models', true],
];

/** ESLint is an ES module with its own loaders: it runs in a process of its own, once. */
const lint = (): boolean[] => {
  const script = `
    import { ESLint } from 'eslint';
    const eslint = new ESLint({
      ruleFilter: ({ ruleId }) => ruleId === 'boundaries/dependencies',
      // No types are needed to see an import.
      overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
    });
    const allowed = [];
    for (const [, filePath, imported] of ${JSON.stringify(TRIED)}) {
      const [{ messages }] = await eslint.lintText(\`import * as imported from '\${imported}';\\nexport { imported };\\n\`, { filePath });
      allowed.push(!messages.some(({ ruleId }) => ruleId === 'boundaries/dependencies'));
    }
    process.stdout.write(JSON.stringify(allowed));
  `;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })) as boolean[];
};

it('lint knows which way imports may point', () => {
  const allowed = lint();
  expect(TRIED.map(([sentence], index) => [sentence, allowed[index]])).toEqual(
    TRIED.map(([sentence, , , expected]) => [sentence, expected]),
  );
});
