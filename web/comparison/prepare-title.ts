import { plural } from '../formats/names.ts';
import { count } from '../formats/numbers.ts';
import type { Problem } from '../graphql/problem.ts';
import type { Group } from './prepare-groups.ts';

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/** "Three groups, VGG6 on MNIST": what a comparison without a name of its own is called. */
export function comparisonTitle(groups: readonly Group[]): string {
  if (groups.length === 0) return 'Compare runs';
  const details = [...new Set(groups.map(({ detail }) => detail))];
  const many = NUMBERS[groups.length] ?? count(groups.length);
  const head = `${many} group${groups.length === 1 ? '' : 's'}`;
  return details.length <= 2 ? `${head}, ${details.join(' and ')}` : `${head} on ${details.length} pairs of network and data set`;
}

/** "12 runs in 4 groups". */
export function countText(groups: readonly Group[]): string {
  const runs = groups.reduce((sum, group) => sum + group.runs.length, 0);
  return `${plural(runs, 'run')} in ${plural(groups.length, 'group')}`;
}

/** The run that a refusal says is not there; null where the trouble is another. */
export const missingRun = ({ code, sentence }: Problem, runs: readonly string[]): string | null => (code === 'NOT_FOUND' ? (runs.find((id) => sentence.includes(id)) ?? null) : null);

/** "NC3 Self-duality"; a metric that is none of the four has its title alone. */
export const metricName = ({ symbol, title }: { symbol: string; title: string }): string => (symbol.startsWith('NC') ? `${symbol} ${title}` : title);
