import { exact } from '../formats/numbers.ts';
import { networkName, plural } from '../formats/names.ts';
import type { MetricEntry } from '../figures/metric-entry.ts';
import { statusLook } from '../runs/prepare-status.ts';
import type { CellEnd, CellLine, CellModel } from './grid-model.ts';
import { formatOf, lookOf } from './line-look.ts';
import type { Cell, CellRun, Column, Grid } from './paper-documents.ts';
import { phasesOf, seedEnds, seedLines } from './prepare-seeds.ts';

/** Decides what stands in a cell: the curves of its run, or why there are none. */
export function prepareCell(cell: Cell, entries: readonly MetricEntry[]): CellModel {
  const { architecture, dataset, run, state } = cell;
  const isSeeded = cell.seeds.length > 1;
  const lines = isSeeded ? seedLines(cell, entries) : cell.columns.map((column) => lineOf(column, entries));
  const hasCurve = state !== 'STOPPED' && lines.some(({ points, seeds }) => [points, ...seeds.map((seed) => seed.points)].some((own) => own.some(({ y }) => y !== null)));
  const isTraining = run?.status === 'RUNNING' || run?.status === 'PAUSED';
  const note = run && hasCurve ? noteOf(run) : null;
  const network = networkName({ architecture, depth: run?.depth ?? cell.paperDepth });
  const model = {
    ...{ architecture, dataset, note },
    // a cell is narrow: beside a note the seed stands only in the summary, and a width always
    name: run && !note ? `${network}, ${isSeeded ? `${cell.seeds.length} seeds` : `seed ${run.seed}`}` : network,
    more: moreCount(cell) > 0 && !note ? `+${moreCount(cell)}` : null,
    runHref: run && `/runs/${encodeURIComponent(run.id)}`,
    launchHref: ['NO_RUN', 'STOPPED', 'NO_TERMINAL_PHASE'].includes(state) ? launchHref(cell) : null,
    isFilled: state === 'FILLED' && hasCurve,
    plot: run && hasCurve ? { lines, phase: phasesOf(cell).at(-1) ?? null } : null,
    phaseNote: run && hasCurve ? phaseNoteOf(cell, run) : null,
    ends: hasCurve ? (isSeeded ? seedEnds(cell, entries) : cell.columns.map((column) => endOf(column, entries))) : [],
    absence: hasCurve ? null : absenceOf(cell),
    progress: run && isTraining ? Math.min(100, (100 * run.lastEpoch) / Math.max(1, run.plannedEpochCount)) : null,
  };
  return { ...model, summary: summaryOf(cell, model) };
}

/** Runs of the cell that are in no way shown. */
const moreCount = ({ otherRunCount, seeds }: Cell) => otherRunCount - Math.max(0, seeds.length - 1);

const launchHref = ({ architecture, dataset, paperDepth }: Cell) => `/launch?${new URLSearchParams({ architecture, dataset, depth: String(paperDepth) })}`;

function lineOf({ metric: id, epochs, values }: Column, entries: readonly MetricEntry[]): CellLine {
  const format = formatOf(id, entries);
  return { id, ...lookOf(id), points: epochs.map((epoch, k) => ({ x: Number(epoch), y: values[k] ?? null, text: format(values[k]) })), seeds: [] };
}

/** At the last measured epoch; while that is being computed, none rather than an older one. */
function endOf({ metric: id, atLast }: Column, entries: readonly MetricEntry[]): CellEnd {
  const isPending = atLast.kind === 'PENDING';
  return { id, ...lookOf(id), text: isPending ? '…' : formatOf(id, entries)(atLast.value), exact: atLast.value === null ? (atLast.reason ?? '') : exact(atLast.value) };
}

/** In two words: the cell's progress and its summary say the rest. */
function noteOf({ status, lastEpoch, plannedEpochCount }: CellRun): string | null {
  if (status === 'COMPLETED') return null;
  return status === 'RUNNING' ? `${lastEpoch} of ${plannedEpochCount}` : statusLook(status).word;
}

function phaseNoteOf({ state }: Cell, run: CellRun): string | null {
  if (state === 'NO_TERMINAL_PHASE') return 'phase not reached';
  return run.isTerminalPhaseProvisional ? 'phase provisional' : null;
}

function absenceOf(cell: Cell): CellModel['absence'] {
  const { run, state, columns } = cell;
  if (!run) return { look: null, word: 'Launch', lines: [networkName({ architecture: cell.architecture, depth: cell.paperDepth }), 'no run yet'] };
  const far = `epoch ${run.lastEpoch} of ${run.plannedEpochCount}`;
  const look = statusLook(run.status);
  const word = look.word.charAt(0).toUpperCase() + look.word.slice(1);
  if (state === 'QUEUED') return { look, word, lines: [networkName(run), 'waits for a trainer'] };
  if (state === 'STOPPED') return { look, word, lines: [far, run.error ? shortened(run.error) : 'before the terminal phase'] };
  const isPending = columns.some(({ atLast }) => atLast.kind === 'PENDING');
  const why = isPending ? 'values being computed' : shortened(withoutCode(columns[0]?.atLast.reason ?? '') || 'nothing measured');
  return { look, word, lines: [far, why] };
}

/** A reason begins with a code in capitals, which is for programs. */
const withoutCode = (reason: string) => reason.replace(/^[A-Z_]+: /, '');
const shortened = (text: string) => (text.length > 52 ? `${text.slice(0, 50).trimEnd()}…` : text);

const CHOICES: Record<NonNullable<Cell['choice']>, string> = {
  ONLY_RUN: '',
  FURTHER: 'the furthest along',
  PAPER_LOSS: 'the one by cross-entropy',
  DEEPER_TERMINAL_PHASE: 'the longest in its terminal phase',
  BASELINE: 'the baseline',
  NEWEST: 'the newest',
};

function summaryOf(cell: Cell, { name: network, ends, plot }: Pick<CellModel, 'name' | 'ends' | 'plot'>): string {
  const { dataset, run, reason, otherRunCount, choice, seeds } = cell;
  const isSeeded = seeds.length > 1;
  const name = run ? `${networkName(run)}, ${isSeeded ? `seeds ${seeds.map((seed) => seed.run.seed).sort((a, b) => a - b).join(', ')}` : `seed ${run.seed}`}` : network;
  const chosen = isSeeded ? '; the strong line is their middle' : otherRunCount > 0 && choice ? `; ${CHOICES[choice]} of ${plural(otherRunCount + 1, 'run')}` : '';
  const values = ends.map(({ label, text }) => `${label ? `${label} ` : ''}${text}`).join(', ');
  const phases = phasesOf(cell);
  const phase = phases.length === 0 ? '' : `Terminal phase from epoch ${[...new Set([phases[0], phases.at(-1)])].join(' to ')}${run?.isTerminalPhaseProvisional ? ', provisional' : ''}.`;
  return [`${name} on ${dataset}${chosen}.`, run?.isGenerated && 'Its numbers were made up by a program.', plot && `At epoch ${lastEpochOf(cell)}: ${values}.`, phase, reason].filter(Boolean).join(' ');
}

/** Of several seeds: that of the one that ends first, with which their middle ends. */
const lastEpochOf = ({ run, seeds }: Cell) => (seeds.length > 1 ? Math.min(...seeds.map((seed) => seed.run.lastEpoch)) : run?.lastEpoch);

/** "9 of 21 cells filled, 2 training, 1 diverged, 9 without a run". */
export function countsOf(cells: Grid['cells']): string {
  const of = (...states: Cell['state'][]) => cells.filter(({ state }) => states.includes(state)).length;
  const training = cells.filter(({ run }) => run?.status === 'RUNNING' || run?.status === 'PAUSED').length;
  const parts: [number, string][] = [
    [training, 'training'],
    [of('QUEUED'), 'queued'],
    [of('STOPPED'), 'stopped early'],
    [of('NO_TERMINAL_PHASE'), 'without terminal phase'],
    [of('NO_RUN'), 'without a run'],
  ];
  const made = cells.filter(({ run }) => run?.isGenerated).length;
  return [`${of('FILLED')} of ${cells.length} cells filled`, ...(made > 0 ? [`${made} by generated runs`] : []), ...parts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`)].join(', ');
}
