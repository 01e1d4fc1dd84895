/**
 * The difference between src/models.ts as `cfn generate` writes it and as it is kept.
 *
 * The template of cloudformation-cli-typescript-plugin 1.0.2 is written for class-transformer 0.3 and for a compiler that checks no nulls. The library
 * that it generates for needs class-transformer 0.5, where a transformation gets one object: unadapted, each string of a model becomes that object.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../src/models.ts', import.meta.url);

const adaptations = [
  [/import \{ Exclude, Expose, Type, Transform \} from/g, 'import { Exclude, Expose, Type, Transform, TransformFnParams } from'],
  [/\(value: any, obj: any\) =>/g, '({ value, obj }: TransformFnParams) =>'],
  // Declares a type that nothing reads; under strict checks it has to be initialized.
  [/ {4}\['constructor'\]: typeof \w+;\n+/g, ''],
  [/public static readonly TYPE_NAME/g, 'public static override readonly TYPE_NAME'],
  [/getPrimaryIdentifier\(\): Dict \{/g, 'getPrimaryIdentifier(): Dict | null {'],
  [/getAdditionalIdentifiers\(\): Array<Dict> \{/g, 'getAdditionalIdentifiers(): Array<Dict> | null {'],
];

let models = readFileSync(file, 'utf8');
for (const [found, put] of adaptations) {
  if (!found.test(models))
    throw new Error(
      `cfn generate wrote src/models.ts without ${found}: its template has changed, so look again at what has to be adapted.`,
    );
  models = models.replace(found, put);
}
writeFileSync(file, models);
