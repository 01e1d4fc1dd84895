/** Makes examples/rollout's templates from resource-role.yaml and template.yml; with `--check`, fails if they say something else. */
import { readFileSync, writeFileSync } from 'node:fs';
import { main, ReadableError } from './local-aws/readable-error';
import { rolloutFiles } from './rollout/templates';

void main(async () => {
  for (const [name, text] of Object.entries(rolloutFiles())) {
    const file = `examples/rollout/${name}`;
    if (!process.argv.includes('--check')) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text)
      throw new ReadableError(`${file} does not say what it is made from. Fix: run "npm run generate".`);
  }
  return Promise.resolve();
});
