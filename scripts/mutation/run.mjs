/**
 * `npm run mutation`: Stryker, and then what no test saw, each with the reason that scripts/mutation/mutants.json has for it. What stands after `--` is
 * for Stryker, such as `--mutate src/core/rules/tags.ts`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { status } = spawnSync('npx', ['stryker', 'run', ...process.argv.slice(2)], { stdio: 'inherit' });

const { files } = JSON.parse(readFileSync('build/mutation.json', 'utf8'));
const reasons = Object.entries(JSON.parse(readFileSync('scripts/mutation/mutants.json', 'utf8')));

const oneLine = (text) => text.replace(/\s+/g, ' ').trim();

const codeAt = (source, { start, end }) => {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return oneLine(
    lines.map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined)).join('\n'),
  );
};

const survivors = Object.entries(files).flatMap(([file, { mutants, source }]) =>
  mutants
    .filter(({ status: each }) => each === 'Survived' || each === 'NoCoverage')
    .map(({ location, replacement }) => ({
      file,
      line: oneLine(source.split('\n')[location.start.line - 1]),
      code: codeAt(source, location),
      change: oneLine(replacement),
    })),
);

const isSame = (one, other) => ['file', 'line', 'code', 'change'].every((key) => one[key] === other[key]);
const explained = reasons.map(([reason, known]) => [reason, survivors.filter((each) => known.some((one) => isSame(one, each)))]);
const unexplained = survivors.filter((each) => !explained.some(([, known]) => known.includes(each)));

const list = (mutants) =>
  mutants.map(({ file, code, change }) => `  ${file}: ${code} → ${change === '' ? '(nothing)' : change}`).join('\n');
for (const [reason, known] of explained)
  if (known.length > 0) console.log(`\n${known.length} that no test sees: ${reason}\n${list(known)}`);
console.log(
  unexplained.length === 0
    ? '\nEach mutant that no test sees has a reason in scripts/mutation/mutants.json.'
    : `\n${unexplained.length} that no test sees, without a reason in scripts/mutation/mutants.json:\n${list(unexplained)}\n${JSON.stringify(unexplained, undefined, 2)}`,
);
process.exitCode = status ?? 1;
