import { Band, Centre, median, spreadOf } from '../../comparison/spread.ts';
import { PUBLISHED_CELLS } from '../../paper/published.ts';
import { BENEFITS, type Claim, CLAIMS } from './claims.ts';
import { type Finding, gridOf, seedGroups } from './findings.ts';
import { digits, networkOf, ofAll, optimiserOf, percent, stepsOf, table } from './words.ts';

const [TEST_ERROR, ROBUSTNESS] = BENEFITS as [Claim, Claim];

/** The report as Markdown; figures are named relative to `figures`. The same record gives the same text. */
export function printReport(all: readonly Finding[], figures: string): string {
  const grid = gridOf(all);
  return [
    '# The study: what this program finds',
    'This page and its figures are drawn from the recorded study, which `npm start` brings into a new record, by',
    '```sh\nnode collapsar.mjs study --report docs/study.md\n```',
    'The command reads `.collapsar-study`, where `npm run study` trains; a clone that never trained it takes it in first, by `COLLAPSAR_HOME=.collapsar-study node collapsar.mjs import prisma/recorded/study.tar.gz`.',
    'Nothing on the page is typed by hand but the sentences around the tables. A "cell" is a network on a data set, by cross-entropy with seed 1. "Start" is the first epoch of the terminal phase, in which no train image is classified wrongly; "end" is the last epoch; p is the number of features of the last layer.',
    `## What was trained\n${trained(all)}`,
    REPEAT,
    `## What the paper says, and what was measured\n${summary(grid)}`,
    ...CLAIMS.map((claim) => `### ${capital(claim.name)}\nThe paper says: ${claim.says}.\n\n![${claim.name}](${figures}/${claim.file})\n\n${startToEnd(grid, claim, digits)}`),
    `## Test accuracy (Table 1)\n${accuracy(grid)}`,
    `## Robustness (Fig. 8)\nMean distance to the nearest decision boundary by DeepFool, relative to the length of the image, over the test images named in the settings.\n\n${startToEnd(grid, ROBUSTNESS, digits)}\n\n${gainSentence(grid)}`,
    `## How fast NC1 falls\n${rates(grid)}`,
    `## Spread over seeds\n${seeds(all)}`,
    `## Squared error\n${squaredError(all)}`,
    `## Where it agrees, and where not\n${agreement(grid)}`,
    `## What the reduction costs\n${costs(grid)}`,
  ].join('\n\n').concat('\n');
}

const REPEAT = `## Train it yourself
\`\`\`sh
npm run study
npm run study -- --list
\`\`\`

The first command trains it in a record of its own on as many cores as there are; the second says, before or after, how far it is. Ctrl-C may break it off at any time; the same command goes on
from there. Each run is saved as an archive when it ends, all of them together at the end; \`node collapsar.mjs import\` takes both. \`npm run study -- --full\` is the paper's own protocol with its sweep of learning rates.
The archive of the recorded study keeps every train snapshot. Of networks with 100 classes it keeps the test snapshots of three epochs alone, and of all networks examples and covariances of some
epochs; \`server/reproduction/kept-places.ts\` says which.`;

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);
const nameOf = ({ run }: Finding) => run.name;
const published = ({ run }: Finding) => PUBLISHED_CELLS.find(({ architecture, dataset }) => architecture === run.architecture && dataset === run.dataset);

function trained(all: readonly Finding[]): string {
  const rows = all.map((each) => {
    const { run, terminalPhaseEpoch: start } = each;
    const { learningRate, weightDecay, batchSize } = optimiserOf(run);
    return [
      ...[run.name, networkOf(run), `${run.features}`, `${run.trainSamples}`, `${run.testSamples}`, `${batchSize}`, `${learningRate}`, `${weightDecay}`, stepsOf(run)],
      ...[`${run.lastEpoch}`, `${start}`, (run.lastEpoch / start).toFixed(1)],
    ];
  });
  const head = ['run', 'network', 'p', 'train images', 'test images', 'batch', 'rate', 'decay', 'steps of the rate', 'epochs', 'start', 'epochs / start'];
  return `Momentum 0.9, seed 1 unless the name says another; real images, normalised and never augmented.\n\n${table(head, rows)}`;
}

interface Change {
  of: Finding;
  start: number;
  end: number;
  isAsSaid: boolean;
}

function changes(grid: readonly Finding[], claim: Claim): Change[] {
  return grid.flatMap((of) => {
    const { atStart: start, atEnd: end } = of.curveOf(claim);
    if (start === null || end === null) return [];
    return [{ of, start, end, isAsSaid: claim.goes === 'FALLS' ? end < start || (start === 0 && end === 0) : end > start }];
  });
}

function summary(grid: readonly Finding[]): string {
  const rows = [...CLAIMS, ...BENEFITS].map((claim) => {
    const all = changes(grid, claim);
    const show = claim === TEST_ERROR ? (value: number) => `${percent(value)} %` : digits;
    return [claim.name, claim.says, ofAll(all.filter(({ isAsSaid }) => isAsSaid).length, all.length), show(median(all.map(({ start }) => start))), show(median(all.map(({ end }) => end)))];
  });
  return table(['measure', 'the paper says', 'cells in which it went so', 'median at the start', 'median at the end'], rows);
}

function startToEnd(grid: readonly Finding[], claim: Claim, show: (value: number | null) => string): string {
  const rows = grid.map((each) => {
    const { atStart, atEnd } = each.curveOf(claim);
    return [nameOf(each), show(atStart), show(atEnd), atStart && atEnd !== null ? digits(atEnd / atStart) : '–'];
  });
  return table(['cell', 'start', 'end', 'end / start'], rows);
}

function accuracy(grid: readonly Finding[]): string {
  const rows = grid.map((each) => {
    const { atStart, atEnd } = each.curveOf(TEST_ERROR);
    const paper = published(each);
    const [start, end] = [1 - (atStart ?? Number.NaN), 1 - (atEnd ?? Number.NaN)];
    return [nameOf(each), percent(start), percent(end), signed(100 * (end - start)), paper ? `${paper.accuracyAtZeroError}` : '–', paper ? `${paper.accuracyAtLast}` : '–', paper ? signed(paper.accuracyAtLast - paper.accuracyAtZeroError) : '–'];
  });
  const note = 'The paper\'s values are those of its Table 1 from memory, but for those of ResNet on CIFAR10, which others quote; its networks and data are larger by far, so only the direction can be compared.';
  return `Per cent of the test images.\n\n${table(['cell', 'start', 'end', 'gain', 'paper, start', 'paper, end', 'paper, gain'], rows)}\n\n${note}`;
}

const signed = (value: number) => (Number.isNaN(value) ? '–' : `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(2)}`);

function gainSentence(grid: readonly Finding[]): string {
  const gains = changes(grid, ROBUSTNESS).map(({ start, end }) => end - start);
  return `The distance grew in ${ofAll(gains.filter((gain) => gain > 0).length, gains.length)} cells; the median of the changes is ${digits(median(gains))}.`;
}

function rates(grid: readonly Finding[]): string {
  const rows = grid.map((each) => {
    const { rate } = each;
    if (typeof rate === 'string') return [nameOf(each), '–', '–', '–', '–'];
    return [nameOf(each), rate.slope.toFixed(2).replace('-', '\u2212'), `${rate.low.toFixed(2)} to ${rate.high.toFixed(2)}`.replaceAll('-', '\u2212'), rate.r2 === null ? '–' : rate.r2.toFixed(2), `${rate.n}`];
  });
  return `A power law NC1 ~ epoch^slope, by least squares on both logarithms since the start; interval of 95 % by Student's t, points taken as independent, which epochs of one run are not.\n\n${table(['cell', 'slope', '95 %', 'R²', 'points'], rows)}`;
}

function seeds(all: readonly Finding[]): string {
  const shown: Claim[] = [CLAIMS[0]!, ...CLAIMS.slice(-2)];
  const rows = seedGroups(all).flatMap((group) =>
    shown.map((claim) => {
      const ends = group.flatMap((each) => each.curveOf(claim).atEnd ?? []);
      const { centre, high } = spreadOf(ends, Centre.MEAN, Band.STD)!;
      return [nameOf(group[0]!), claim.name, `${ends.length}`, digits(centre), digits(high! - centre), `${digits(Math.min(...ends))} to ${digits(Math.max(...ends))}`];
    }),
  );
  return `Values at the end; standard deviation with the divisor n − 1.\n\n${table(['cell', 'measure', 'seeds', 'mean', 'deviation', 'range'], rows)}`;
}

function squaredError(all: readonly Finding[]): string {
  const found = all.filter(({ run }) => run.loss === 'MSE');
  if (found.length === 0) return 'No run was trained by squared error.';
  const rows = found.flatMap((each) => CLAIMS.map((claim) => [`${nameOf(each)}: ${claim.name}`, digits(each.curveOf(claim).atStart), digits(each.curveOf(claim).atEnd)]));
  return `The paper is about cross-entropy; Han, Papyan and Donoho 2022 (arXiv 2106.02073) found the same for squared error.\n\n${table(['run and measure', 'start', 'end'], rows)}`;
}

function agreement(grid: readonly Finding[]): string {
  return [...CLAIMS, ...BENEFITS]
    .map((claim) => {
      const all = changes(grid, claim);
      const not = all.filter(({ isAsSaid }) => !isAsSaid).map(({ of }) => nameOf(of));
      const where = not.length === 0 ? `as the paper says in all ${all.length} cells` : `as the paper says in ${ofAll(all.length - not.length, all.length)} cells; not in ${not.join(', ')}`;
      return `- ${capital(claim.name)}: ${where}.`;
    })
    .join('\n');
}

function costs(grid: readonly Finding[]): string {
  const gaps = grid.flatMap((each) => {
    const paper = published(each);
    const { atEnd } = each.curveOf(TEST_ERROR);
    return paper && atEnd !== null ? [paper.accuracyAtLast - 100 * (1 - atEnd)] : [];
  });
  return [
    `- ${between(grid, ({ run }) => run.trainSamples ?? 0)} train images instead of tens of thousands: the test accuracy at the end is lower than the paper's by ${digits(Math.min(...gaps))} to ${digits(Math.max(...gaps))} points, in the middle ${digits(median(gaps))}.`,
    `- Networks of ${between(grid, ({ run }) => run.parameters ?? 0)} parameters on few images need a stronger weight decay than the paper's 5e-4 to collapse within ${between(grid, ({ run }) => run.lastEpoch)} epochs, and batches of 25 instead of 128 for enough steps.`,
    `- The terminal phase is followed until ${between(grid, ({ run, terminalPhaseEpoch }) => Number((run.lastEpoch / terminalPhaseEpoch).toPrecision(2)))} times the epochs that lead to it. Between the last two measured epochs NC1 fell in ${ofAll(grid.filter(isFalling).length, grid.length)} cells: its values at the end are no limits.`,
    `- ${relapses(grid)}`,
    '- Five images a class on CIFAR100 leave four degrees of freedom within a class. There, 100 or 128 features for 100 classes leave directions in which the class means hardly differ; the pseudo-inverse of Σ_B weighs these up, so that NC1 is far above its ratio of traces.',
    '- One learning rate for each cell, found by trial, where the paper takes the best of a sweep of 25.',
    '- SVHN, STL10 and ImageNet are not in it. `npm run study -- --full` is the paper\'s protocol, for machines with GPUs; it was not run.',
  ].join('\n');
}

/** "500", or "150 to 500". */
function between(grid: readonly Finding[], of: (each: Finding) => number): string {
  const values = grid.map(of);
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => value.toLocaleString('en-US'));
  return least === most ? least! : `${least} to ${most}`;
}

function isFalling(each: Finding): boolean {
  const values = each.curveOf(CLAIMS[0]!).values.filter((value) => value !== null);
  return values.at(-1)! < values.at(-2)!;
}

function relapses(grid: readonly Finding[]): string {
  const some = grid.filter(({ evaluated }) => evaluated.withError > 0).map((each) => `${nameOf(each)} (${each.evaluated.withError} of ${each.evaluated.count})`);
  if (some.length === 0) return 'The train error stayed at zero in every evaluated epoch of the terminal phase.';
  return `Small batches and a strong decay make the curves restless. Train images were classified wrongly again in some evaluated epochs of the terminal phase of ${some.join(', ')}.`;
}
