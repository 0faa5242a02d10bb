import type { HeatMapModel } from '../charts/heat-map-model.ts';
import { prepareCosines } from '../charts/prepare-heat-map.ts';
import type { CosinesAnswer } from './geometry-documents.ts';
import { namesOf } from './motion.ts';
import type { CosinesOf } from './view.ts';

export const cosinesTitle = (of: CosinesOf) => (of === 'means' ? 'Cosines of class means' : 'Cosines of classifiers');

/** What the colours of an exported map stand for. */
export const scaleText = ({ ends: { low, middle, high } }: HeatMapModel) => `From petrol (too opposed, ${low}) over pale (the target, ${middle}) to brown (too alike, ${high}).`;

/** The map of an answer; null where the run has no classifier. */
export function cosinesModel(answer: CosinesAnswer, of: CosinesOf, reach: number): HeatMapModel | null {
  const cosines = of === 'means' ? answer.relations?.meansCosines : answer.relations?.classifiersCosines;
  if (!cosines) return null;
  const classes = answer.classes.map(Number);
  const names = namesOf(answer.run.classNames, answer.classCount);
  return prepareCosines({
    name: cosinesTitle(of),
    names: classes.map((c) => names[c]!),
    shortNames: classes.map(String),
    cosines,
    classCount: answer.classCount,
    reach,
  });
}
