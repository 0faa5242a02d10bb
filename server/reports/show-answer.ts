import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { metricOf } from '../metrics/catalogue.ts';
import type { AnsweredPoint, BlockAnswer } from './block-answer.ts';
import type { BlockQuestion } from './block-question.ts';
import { curveChart } from './curve-chart.ts';
import { markdownElements } from './markdown-elements.ts';
import { simplexPicture } from './simplex-picture.ts';

type AnswerOf<K extends BlockAnswer['kind']> = Extract<BlockAnswer, { kind: K }>;

/** A frozen answer as elements: charts as SVG, values as tables. */
export function answerElements(question: BlockQuestion, answer: BlockAnswer): ElementContent[] {
  switch (answer.kind) {
    case 'chart':
      return chartElements(answer, question.kind === 'chart' && question.align === 'TERMINAL_PHASE' ? 'epochs since the terminal phase began' : 'epoch');
    case 'table':
      return [tableElement(answer)];
    case 'geometry':
      return simplexPicture(answer);
    case 'paper-cell':
      return cellElements(answer);
    case 'thread':
      return threadElements(answer);
  }
}

/** One chart a metric. */
function chartElements({ curves }: AnswerOf<'chart'>, axis: string): ElementContent[] {
  const metrics = [...new Set(curves.map(({ metric }) => metric))];
  return metrics.map((metric) => curveChart(metric, curves.filter((curve) => curve.metric === metric), axis));
}

/** Six significant digits, or in place of a value why there is none. */
export const shown = ({ value, reason }: Pick<AnsweredPoint, 'value' | 'reason'>): string => (value === null ? (reason ?? 'none').split(':', 1)[0]! : String(Number(value.toPrecision(6))));

function tableElement({ rows }: AnswerOf<'table'>): ElementContent {
  const metrics = rows[0]?.cells.map(({ metric }) => metric) ?? [];
  return h('table', [
    h('thead', h('tr', [h('th', 'run'), ...metrics.flatMap((metric) => [h('th', { className: ['num'], title: metricOf(metric).title }, metric), h('th', { className: ['num'] }, 'epoch')])])),
    h('tbody', rows.map(({ label, cells }) => h('tr', [h('td', label), ...cells.flatMap((cell) => [h('td', { className: ['num'], title: cell.reason ?? undefined }, shown(cell)), h('td', { className: ['num'] }, String(cell.epoch ?? ''))])]))),
  ]);
}

function cellElements({ architecture, dataset, state, reason, label, columns, accuracy }: AnswerOf<'paper-cell'>): ElementContent[] {
  const percent = (value: number | null) => (value === null ? 'not known' : `${Number(value.toPrecision(4))} %`);
  return [
    h('p', [h('strong', `${architecture} on ${dataset}`), label === null ? '' : `: ${label}`, reason === null ? '' : ` (${state}: ${reason})`]),
    h('table', [
      h('thead', h('tr', ['metric', 'images', 'terminal phase', 'last'].map((name) => h('th', name)))),
      h('tbody', columns.map(({ metric, split, atTerminalPhase, atLast }) => h('tr', [h('td', metric), h('td', split.toLowerCase()), ...[atTerminalPhase, atLast].map((point) => h('td', { className: ['num'] }, shown(point)))]))),
    ]),
    h('p', `Test accuracy at zero error and at the end: ${percent(accuracy.atZeroError)}, ${percent(accuracy.atLast)}; published: ${percent(accuracy.publishedAtZeroError)}, ${percent(accuracy.publishedAtLast)}.`),
  ];
}

function threadElements({ runName, place, resolvedAt, comments }: AnswerOf<'thread'>): ElementContent[] {
  const about = [runName ?? 'the study', place, resolvedAt === null ? 'open' : 'resolved'].filter((word) => word !== '').join(' · ');
  const said = comments.map(({ author, at, body }) =>
    h('blockquote', [h('p', { className: ['about'] }, `${author ?? 'somebody'}, ${at.slice(0, 16).replace('T', ' ')} UTC`), ...(body === '' ? [h('p', 'taken back')] : markdownElements(body, () => []))]),
  );
  return [h('p', { className: ['about'] }, about), ...said];
}
