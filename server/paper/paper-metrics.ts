import { Split } from '../../prisma/client.ts';
import { catalogue, MetricId } from '../metrics/catalogue.ts';
import type { PaperArguments } from './paper.input.ts';
import type { PaperMetric } from './paper.type.ts';

/** The metrics asked for: those of the figures, then those named; of all figures where neither is. Each once. */
export function paperMetrics({ figures, metrics, split }: Pick<PaperArguments, 'figures' | 'metrics' | 'split'>): PaperMetric[] {
  const ofFigures = (wanted: readonly number[]) => wanted.flatMap((figure) => catalogue.filter((entry) => numberOf(entry.figure) === figure).map(({ id }) => id));
  const ids = [...ofFigures(figures ?? (metrics ? [] : [2, 3, 4, 5, 6, 7, 8])), ...(metrics ?? [])];
  return [...new Set(ids)].map((metric) => {
    const { version, figure } = catalogue.find((entry) => entry.id === metric)!;
    return { metric, version, figure: numberOf(figure), split: splitOf(metric, split) };
  });
}

const numberOf = (figure: string | null): number | null => (figure === null ? null : Number(figure.replace(/\D/g, '')));

/** As in the paper, where none is asked for: NC4 on test images, the others on train images. Robustness is of test images always. */
function splitOf(metric: MetricId, split: Split | null | undefined): Split {
  if (metric === MetricId.ROBUSTNESS_DEEPFOOL) return Split.TEST;
  return split ?? (metric === MetricId.NC4_MISMATCH ? Split.TEST : Split.TRAIN);
}
