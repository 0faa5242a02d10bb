import type { CompareView } from '../comparison/view.ts';
import type { Question } from './blocks.ts';

/** What a block may hold at most; the page of a comparison may hold more. */
const MOST_METRICS = 6;
const MOST_CURVES = 40;

/** Where a block becomes part of a report of its study: a new one, or one that there is. */
export const addHref = (studyId: string, question: Partial<Question>): string => `/reports/new?${new URLSearchParams({ study: studyId, block: JSON.stringify(question) })}`;

/** The curves that say whether a run collapses. */
export const blockOfRun = ({ id, name }: { id: string; name: string }): Partial<Question> => ({
  ...{ kind: 'chart', title: name.slice(0, 200), runs: [id], metrics: ['NC1', 'NC2_EQUINORM_MEANS', 'NC2_EQUIANGULAR_MEANS', 'NC3_DUALITY'] },
});

/** The curves of a comparison; null where its runs are of several studies, of which no report is. */
export function blockOfComparison(view: Pick<CompareView, 'runs' | 'metrics' | 'groupBy' | 'align' | 'centre' | 'band' | 'split' | 'zoom'>, studyIds: readonly (string | undefined)[], title: string): { studyId: string; question: Partial<Question> } | null {
  const [studyId, ...others] = new Set(studyIds);
  if (studyId === undefined || others.length > 0 || view.runs.length === 0) return null;
  const { runs, groupBy, align, centre, band, split, zoom } = view;
  const metrics = view.metrics.slice(0, Math.min(MOST_METRICS, Math.floor(MOST_CURVES / runs.length)));
  const middle = centre === 'median' ? 'MEDIAN' : centre === 'geometric-mean' ? 'GEOMETRIC_MEAN' : 'MEAN';
  const isSpan = zoom !== null && zoom.from >= 0;
  return {
    studyId,
    question: {
      ...{ kind: 'chart', title: title.slice(0, 200), runs, metrics, split, align: align === 'phase' ? 'TERMINAL_PHASE' : 'EPOCH' },
      ...(groupBy !== 'NONE' ? { groupBy, centre: middle, band: band === 'NONE' ? 'MIN_MAX' : band } : isSpan ? { from: Math.ceil(zoom.from), to: Math.floor(zoom.to) } : {}),
    },
  };
}
