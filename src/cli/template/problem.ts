import { UsageError } from '../context';

/** One line, whatever a template's names have in them. */
export function usageProblem(text: string): UsageError {
  return new UsageError(text.replace(/\s+/g, ' '));
}

/** All of them as one, each on its line and once. */
export function usageProblems(problems: readonly UsageError[]): UsageError {
  return new UsageError([...new Set(problems.flatMap(({ message }) => message.split('\n')))].join('\n'));
}

/** Does the work for each, and only then stops at the problems of any. @throws UsageError with all of them. */
export function forEach<Item, Result>(items: readonly Item[], work: (item: Item) => Result): Result[] {
  const problems: UsageError[] = [];
  const results = items.flatMap((item) => {
    try {
      return [work(item)];
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(error);
      return [];
    }
  });
  if (problems.length > 0) throw usageProblems(problems);
  return results;
}

/** In the words of a person who opens the file: `template.yml:12: ...`. */
export function problemAt(file: string, line: number | undefined, problem: string): UsageError {
  return usageProblem(line === undefined ? `${file}: ${problem}` : `${file}:${String(line)}: ${problem}`);
}
