import { UsageError } from '../context';

/** One line, whatever a template's names have in them. */
export function usageProblem(text: string): UsageError {
  return new UsageError(text.replace(/\s+/g, ' '));
}

/** In the words of a person who opens the file: `template.yml:12: ...`. */
export function problemAt(file: string, line: number | undefined, problem: string): UsageError {
  return usageProblem(line === undefined ? `${file}: ${problem}` : `${file}:${String(line)}: ${problem}`);
}
