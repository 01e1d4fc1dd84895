/** `npm run release`: makes release/, or `--into FOLDER`, from what is here, without asking anybody; twice the same bytes. */
import { resolve } from 'node:path';
import { readArguments } from './local-aws/arguments';
import { main } from './local-aws/readable-error';
import { makeRelease } from './release/make';

void main(async () => {
  const { values } = readArguments({ options: { into: { type: 'string', default: 'release' } } });
  const made = await makeRelease(resolve(values.into));
  for (const { name, bytes, sha256 } of made) console.log(`${sha256}  ${String(bytes).padStart(8)}  ${name}`);
});
