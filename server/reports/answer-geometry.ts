import type { RequestContext } from '../access/request-context.ts';
import { framesOf, locateGeometry, targetOf } from '../geometry/geometry.ts';
import { presentGeometry } from '../geometry/present-geometry.ts';
import type { Answered } from './block-answer.ts';
import type { QuestionOf } from './block-question.ts';
import { runDigests, runsOfStudy } from './run-digests.ts';

/** Class means and classifiers of one epoch. @throws CollapsarError NOT_FOUND, BAD_USER_INPUT, DATA_CORRUPT, METRIC_UNDEFINED */
export async function answerGeometry(context: RequestContext, studyId: string, { run: runId, split, layer, epoch, classes, dimensions }: QuestionOf<'geometry'>): Promise<Answered> {
  const [run] = await runsOfStudy(context, studyId, [runId]);
  const place = await locateGeometry(context, { runId, split, layer, epochs: epoch === undefined ? null : [epoch], maxFrames: 3, classes: classes ?? null, dimensions, withExamples: false });
  // the last one drawn: the one asked for, or the last measured
  const drawn = { ...place, drawn: place.drawn.slice(-1) };
  const [frame] = await framesOf(context.record, drawn);
  const { classCount, idealCosine, version } = presentGeometry(place);
  const { means, classifiers, meansShown, classifiersShown, reason } = frame!;
  return {
    answer: {
      kind: 'geometry', runId, label: run!.name, epoch: frame!.epoch, classCount, classes: place.classes, dimensions: place.dimensions, idealCosine, conventions: version,
      target: [...(await targetOf(context.record, place))], means: means && [...means], classifiers: classifiers && [...classifiers], meansShown, classifiersShown, reason,
    },
    digests: await runDigests(context.record, [runId], split, layer),
    formulas: {},
    isPending: false,
  };
}
