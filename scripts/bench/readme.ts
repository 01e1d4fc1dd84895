import { round } from './figures';
import { STACKS_NOTE, machineLine } from './tables';
import { judge } from './targets';
import type { Results } from './results';

const BEGIN = '<!-- costs: made by npm run bench -->\n<!-- prettier-ignore-start -->';
const END = '<!-- prettier-ignore-end -->\n<!-- end of the costs -->';

/** @throws Error where the markers are not there. */
export const withCosts = (page: string, results: Results): string => {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('reference/costs.md has lost the markers of the costs.');
  return `${page.slice(0, begin)}${BEGIN}\n\n${costs(results)}\n\n${page.slice(end)}`;
};

const costs = (results: Results): string => {
  const verdicts = judge(results);
  return [
    [
      '| What | Target | Measured | Lower bound | Met |',
      '| --- | --- | --- | --- | --- |',
      ...verdicts.map(
        ({ what, target, measured, lowerBound, isMet }) =>
          `| ${what} | ${target} | ${measured} | ${lowerBound} | ${isMet ? 'yes' : '**no**'} |`,
      ),
    ].join('\n'),
    ...verdicts.filter(({ isMet }) => !isMet).map(reasonOf),
    besideNative(results),
    machineLine(results),
  ].join('\n\n');
};

const besideNative = ({ stacks: { setUps } }: Results): string => {
  const { native, ours } = setUps;
  const [create, deletion] = [ours.createMs / native.createMs, ours.deleteMs / native.deleteMs];
  return `As a stack on a local AWS emulator, one resource of ours takes ${round(create)} x (create) and ${round(deletion)} x (delete) the time of four native ones. ${STACKS_NOTE}`;
};

/** What is not met is said in a sentence of its own. */
export const reasonOf = ({ what, target, measured, lowerBound, reason }: ReturnType<typeof judge>[number]): string =>
  `Not met: ${what} takes ${measured} (${target}${lowerBound === '' ? '' : `; lower bound ${lowerBound}`})${reason === undefined ? '' : `: ${reason}`}.`;
