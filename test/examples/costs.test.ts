import { readFileSync } from 'node:fs';
import { chartOf } from '../../scripts/bench/chart';
import { withCosts } from '../../scripts/bench/readme';
import type { Results } from '../../scripts/bench/results';
import { judge } from '../../scripts/bench/targets';

const results = JSON.parse(readFileSync('scripts/bench/last/results.json', 'utf8')) as Results;

it('reference/costs.md has the costs that the last benchmark gives', () => {
  const page = readFileSync('reference/costs.md', 'utf8');
  expect(withCosts(page, results)).toBe(page);
});

it('the chart draws the costs of the last benchmark', () => {
  expect(readFileSync('scripts/bench/last/chart.svg', 'utf8')).toBe(chartOf(results));
});

it('a count or size that is over its target is named; times are no matter for a test', () => {
  const unmet = judge(results).filter(({ isMet, target }) => !isMet && !target.includes('baseline'));
  expect(unmet.map(({ what, measured }) => [what, measured])).toEqual([
    ['delete with everything by the pool id alone, as the registry may send it', '6 round trips'],
  ]);
});

it('a result beyond its target is not called met', () => {
  const { packages } = results;
  const heavy = {
    ...results,
    packages: { ...packages, registry: { ...packages.registry, zipKiB: 251, loadMs: packages.stock.loadMs / 2 } },
  };
  const verdicts = judge(heavy).filter(({ what }) => /of the registry bundle|load time, registry/.test(what));
  expect(verdicts.map(({ isMet }) => isMet)).toEqual([false, false]);
});
