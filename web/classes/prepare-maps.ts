import type { HeatMapModel } from '../charts/heat-map-model.ts';
import { prepareCounts } from '../charts/prepare-counts.ts';
import { namesOf } from '../geometry/motion.ts';
import type { ClassesAnswer } from './classes-documents.ts';

/** Images by true class and the classifier's choice; null without a classifier. */
export const confusionModel = (answer: ClassesAnswer): HeatMapModel | null => modelOf(answer, 'confusion', 'Confusion', 'true', 'chosen');

/** Images by the classifier's choice and the nearest class mean: off the diagonal lies NC4. Null without a classifier. */
export const agreementModel = (answer: ClassesAnswer): HeatMapModel | null => modelOf(answer, 'agreement', 'Classifier and nearest class mean', 'chosen', 'nearest');

function modelOf({ now, classNames }: ClassesAnswer, of: 'confusion' | 'agreement', name: string, row: string, column: string): HeatMapModel | null {
  const counts = now?.[of];
  return now && counts ? prepareCounts({ name, names: namesOf(classNames, now.counts.length), counts, row, column }) : null;
}
