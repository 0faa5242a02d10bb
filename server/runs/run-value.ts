import type { RequestContext } from '../access/request-context.ts';
import { checkPlace } from '../measuring/value-place.ts';
import type { ValueQuestion } from '../measuring/value-rows.ts';
import { type PlacedValue, valuesAt } from '../measuring/values-at.ts';
import type { ValueArguments } from './run-value.input.ts';
import type { Run } from './run.type.ts';

/** One value of a run; all that a request asks for are read and measured together. @throws CollapsarError BAD_USER_INPUT, DATA_CORRUPT */
export async function runValue(context: RequestContext, { id, terminalPhaseEpoch }: Run, place: ValueArguments): Promise<PlacedValue> {
  checkPlace(place);
  return context.load(manyValues, { ...place, runId: id, terminalPhaseEpoch });
}

const manyValues = (record: RequestContext['record'], questions: readonly ValueQuestion[]) => valuesAt(record, questions);
