import { readArguments } from './local-aws/arguments';
import { preparePython } from './local-aws/python';
import { main } from './local-aws/readable-error';

void main(async () => {
  readArguments({});
  await preparePython();
  console.log('.venv is up to date.');
});
