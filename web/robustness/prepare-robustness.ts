import { type ChartInput, type Curve, prepareChart } from '../charts/prepare-chart.ts';
import type { FigureData } from '../figures/figure-data.ts';
import type { MetricEntry } from '../figures/metric-entry.ts';
import type { PreparedFigure } from '../figures/prepare-figure.ts';
import { accuracy, change, fromTo, metric, pointChange } from '../formats/numbers.ts';
import type { RobustnessAnswer } from './robustness-documents.ts';

export interface PreparedRobustness {
  figures: PreparedFigure[];
  /** where the crosshair stops */
  epochs: number[];
  /** both values where the terminal phase began and at the end, in words */
  answers: { name: string; value: string; note: string }[];
}

type Values = { epochs: number[]; values: (number | null)[] };

/** Robustness and test accuracy over the epochs, as Figure 8 has them for the terminal phase's start and the end; null where it was not measured. */
export function prepareRobustness(answer: RobustnessAnswer, data: FigureData, entry: MetricEntry | undefined): PreparedRobustness | null {
  const series = answer.series?.[0];
  const robustness: Values = known({ epochs: series?.epochs.map(Number) ?? [], values: series?.columns[0]?.values ?? [] });
  if (robustness.epochs.length === 0) return null;
  const right: Values = known({ epochs: data.history.epochs, values: data.history.testError.map((error) => (error === null ? null : 1 - error)) });
  return {
    figures: [
      figure(data, { id: 'robustness', metric: 'ROBUSTNESS_DEEPFOOL', title: entry?.title ?? 'Robustness', number: 'Fig. 8', yTitle: '|perturbation| / |image|', unit: 'number' }, { ...robustness, colour: 'ink', isDashed: false, label: 'test' }),
      figure(data, { id: 'test-accuracy', metric: null, title: 'Test accuracy', number: null, yTitle: 'share of images', unit: 'share', text: (value) => accuracyText(value) }, { ...right, colour: 'ink-2', isDashed: true, label: 'test' }),
    ],
    epochs: robustness.epochs,
    answers: [answerOf('Robustness', robustness, data, metric), answerOf('Test accuracy', right, data, accuracyText, pointChange)],
  };
}

/** Epochs in which nothing was measured are no gaps: nobody expected a value there. */
function known({ epochs, values }: Values): Values {
  const kept = epochs.map((_, i) => i).filter((i) => values[i] != null);
  return { epochs: kept.map((i) => epochs[i]!), values: kept.map((i) => values[i]!) };
}

function figure(data: FigureData, about: Pick<PreparedFigure, 'id' | 'metric' | 'title' | 'number'> & Pick<ChartInput, 'yTitle' | 'unit' | 'text'>, curve: Pick<Curve, 'epochs' | 'values' | 'colour' | 'isDashed' | 'label'>): PreparedFigure {
  const { yTitle, unit, text, ...rest } = about;
  const chart = prepareChart({
    ...{ name: about.title, unit, text, yTitle, axis: 'linear', ideal: null, namesPhase: about.id === 'robustness', countsFromPhase: false, zoom: null },
    ...{ terminalPhaseEpoch: data.terminalPhaseEpoch, isPhaseProvisional: data.isPhaseProvisional },
    ...{ lastEpoch: data.lastEpoch, plannedEpochs: data.plannedEpochs, isEnded: data.isEnded },
    // as notes name the line
    curves: [{ id: `${about.metric ?? 'ERROR'} test`, mark: null, ...curve }],
  });
  const isEmpty = curve.values.length === 0;
  return { ...rest, symbol: null, chart, absence: isEmpty ? { title: 'No value', text: 'The test images were not evaluated.' } : null, gapNote: null };
}

const accuracyText = (value: number | null) => accuracy(value === null ? null : 1 - value);

function answerOf(name: string, { epochs, values }: Values, { terminalPhaseEpoch }: FigureData, text: (value: number | null) => string, changed: (from: number | null | undefined, to: number | null) => string = change) {
  const end = values.at(-1) ?? null;
  const start = terminalPhaseEpoch === null ? -1 : epochs.indexOf(terminalPhaseEpoch);
  if (start < 0) return { name, value: text(end), note: terminalPhaseEpoch === null ? `epoch ${epochs.at(-1) ?? 0}; terminal phase not reached` : `epoch ${epochs.at(-1) ?? 0}; not measured in epoch ${terminalPhaseEpoch}` };
  return { name, value: fromTo(text(values[start]!), text(end)), note: `epoch ${terminalPhaseEpoch}, where the terminal phase began, to ${epochs.at(-1)} (${changed(values[start], end)})` };
}
