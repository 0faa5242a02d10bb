import { metric, share } from '../formats/numbers.ts';
import { lastEpochOnAxis } from './domains.ts';
import type { AxisKind, ChartModel, Line, LineColour, MarkShape, Range, Reference } from './model.ts';
import { linearTicks } from './ticks.ts';
import { yAxis } from './y-axis.ts';

/** One curve as it was measured. A null value is a gap; an epoch without an entry was not measured. */
export interface Curve {
  id: string;
  label: string;
  colour: LineColour;
  isDashed: boolean;
  mark: MarkShape | null;
  epochs: readonly number[];
  values: readonly (number | null)[];
}

export interface ChartInput {
  name: string;
  unit: 'share' | 'number';
  /** how values are written, where it is otherwise than their unit has it */
  text?: (value: number | null) => string;
  yTitle: string;
  axis: AxisKind;
  ideal: { at: number; label: string } | null;
  references?: readonly Reference[];
  curves: readonly Curve[];
  terminalPhaseEpoch: number | null;
  /** too young to rely on: its label says so */
  isPhaseProvisional: boolean;
  /** the first chart of a group names the phase, the others only rule it */
  namesPhase: boolean;
  countsFromPhase: boolean;
  lastEpoch: number;
  plannedEpochs: number;
  isEnded: boolean;
  /** epochs that the x axis is narrowed to; null: all */
  zoom: { from: number; to: number } | null;
}

/** Decides everything that a chart shows: domains, ticks, colours, gaps, formats and words. */
export function prepareChart(input: ChartInput): ChartModel {
  const origin = input.countsFromPhase ? (input.terminalPhaseEpoch ?? 0) : 0;
  const lines = input.curves.map((curve) => lineOf(within(curve, input.zoom), formatOf(input), origin));
  return {
    name: input.name,
    x: xAxis(input, origin),
    y: yAxis(input, [...lines.flatMap((line) => line.points.flatMap((point) => point.y ?? [])), ...(input.references ?? []).map(({ at }) => at)]),
    phase: phaseOf(input, origin),
    phaseNote:
      input.namesPhase && input.terminalPhaseEpoch === null && hasValue(lines) ? 'terminal phase not reached' : null,
    ideal: input.ideal,
    references: input.references,
    lines,
    summary: summaryOf(input, lines),
  };
}

/** What lies outside a zoom is not drawn, and does not stretch the y axis. */
function within(curve: Curve, zoom: ChartInput['zoom']): Curve {
  if (!zoom) return curve;
  const kept = curve.epochs.map((epoch, i) => ({ epoch, value: curve.values[i] ?? null })).filter(({ epoch }) => epoch >= zoom.from && epoch <= zoom.to);
  return { ...curve, epochs: kept.map(({ epoch }) => epoch), values: kept.map(({ value }) => value) };
}

const formatOf = ({ unit, text }: ChartInput) => text ?? (unit === 'share' ? share : metric);
const hasValue = (lines: Line[]) => lines.some((line) => line.points.some((point) => point.y !== null));

function lineOf(curve: Curve, format: (value: number | null) => string, origin: number): Line {
  const { id, label, colour, isDashed, mark, epochs, values } = curve;
  const points = epochs.map((epoch, i) => ({
    x: epoch - origin,
    y: values[i] ?? null,
    text: format(values[i] ?? null),
  }));
  return { id, label, colour, isDashed, mark, points };
}

function xAxis(input: ChartInput, origin: number): ChartModel['x'] {
  const end = lastEpochOnAxis(input.lastEpoch, input.plannedEpochs, input.isEnded);
  const domain: Range = input.zoom ? [input.zoom.from - origin, input.zoom.to - origin] : [0 - origin, end - origin];
  return { domain, ticks: linearTicks(domain), title: input.countsFromPhase ? 'epochs since terminal phase' : 'epoch' };
}

function phaseOf(input: ChartInput, origin: number): ChartModel['phase'] {
  const { terminalPhaseEpoch, isPhaseProvisional, namesPhase } = input;
  if (terminalPhaseEpoch === null || (input.zoom && terminalPhaseEpoch > input.zoom.to)) return null;
  const label = `terminal phase, ${terminalPhaseEpoch}${isPhaseProvisional ? ' (provisional)' : ''}`;
  return { at: terminalPhaseEpoch - origin, label: namesPhase ? label : null };
}

function summaryOf(input: ChartInput, lines: Line[]): string {
  const curves = lines.map((line) => {
    const drawn = line.points.filter((point) => point.y !== null);
    if (drawn.length === 0) return `${line.label}: no value`;
    return `${line.label}: ${drawn[0]!.text} to ${drawn.at(-1)!.text} in ${drawn.length} measured epochs`;
  });
  const phase =
    input.terminalPhaseEpoch === null
      ? 'Terminal phase not reached.'
      : `Terminal phase from epoch ${input.terminalPhaseEpoch}${input.isPhaseProvisional ? ', provisional' : ''}.`;
  const target = input.ideal ? ` Value at collapse: ${metric(input.ideal.at)}.` : '';
  const references = (input.references ?? []).map(({ label, text }) => ` ${label.replace(/^./, (letter) => letter.toUpperCase())}: ${text}.`).join('');
  return `${input.name} over epochs. ${curves.join('; ')}. ${phase}${target}${references}`;
}
