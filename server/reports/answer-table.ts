import type { RequestContext } from '../access/request-context.ts';
import { type PlacedValue, valuesAt } from '../measuring/values-at.ts';
import { checkPlace } from '../measuring/value-place.ts';
import { metricOf } from '../metrics/catalogue.ts';
import type { AnsweredCell, Answered } from './block-answer.ts';
import type { QuestionOf } from './block-question.ts';
import { runDigests, runsOfStudy } from './run-digests.ts';

/** One value a run and metric. @throws CollapsarError NOT_FOUND, BAD_USER_INPUT, DATA_CORRUPT */
export async function answerTable(context: RequestContext, studyId: string, { runs: ids, metrics, split, layer, point }: QuestionOf<'table'>): Promise<Answered> {
  for (const metric of metrics) checkPlace({ metric, split, layer, at: point });
  const runs = await runsOfStudy(context, studyId, ids);
  const questions = runs.flatMap(({ id, terminalPhaseEpoch }) => metrics.map((metric) => ({ runId: id, terminalPhaseEpoch, metric, split, layer, at: point })));
  const values = (await valuesAt(context.record, questions)).map(demandValue);
  const rows = runs.map(({ id, name }, i) => ({ runId: id, label: name, cells: values.slice(i * metrics.length, (i + 1) * metrics.length).map(cellOf) }));
  return {
    answer: { kind: 'table', rows },
    digests: await runDigests(context.record, ids, split, layer),
    formulas: Object.fromEntries(metrics.map((metric) => [metric, metricOf(metric).version])),
    isPending: values.some(({ kind }) => kind === 'PENDING'),
  };
}

function demandValue(value: PlacedValue | Error): PlacedValue {
  if (value instanceof Error) throw value;
  return value;
}

const cellOf = ({ metric, epoch, value, kind, reason }: PlacedValue): AnsweredCell => ({ metric, epoch, value, kind, reason });
