import { count, metric, share } from '../formats/numbers.ts';
import { extentOf } from '../geometry/extent.ts';
import { type Frame, type Moment, type Motion, namesOf } from '../geometry/motion.ts';
import { orbitScene } from '../geometry/orbit-scene.ts';
import { planeScene } from '../geometry/plane-scene.ts';
import type { Shape, Size } from '../geometry/shapes.ts';
import type { Turn } from '../geometry/view.ts';
import type { GeometryAnswer } from './blocks.ts';

/** One epoch of a block as the geometry's page has all epochs; null where nothing can be drawn. */
export function motionOfBlock(answer: GeometryAnswer): { motion: Motion; moment: Moment } | null {
  const { means, classifiers, epoch, classes, classCount, dimensions, target, idealCosine, meansShown } = answer;
  if (means === null) return null;
  const frame: Frame = { epoch, means, classifiers, examples: null, exampleLabels: [], exampleIndices: [], meansShown, warnings: [] };
  const motion: Motion = {
    ...{ frames: [frame], classes, classCount, dimensions, target, idealCosine },
    ...{ names: namesOf([], classCount), referenceEpoch: null, axisShares: null, measuredEpochs: [epoch], conventions: [], missing: [] },
  };
  return { motion, moment: { ...frame, isMeasured: true } };
}

/** Up to three classes stand on their plane; more are seen from a turn. */
export const isPlane = ({ classes, dimensions }: Pick<GeometryAnswer, 'classes' | 'dimensions'>) => classes.length <= 3 && dimensions < 3;

/** Flat pictures are seen from the front. */
const FRONT: Turn = { yaw: 0, pitch: 0 };

/** What is drawn of a block, in pixels. */
export function geometryShapes(answer: GeometryAnswer, size: Size, turn: Turn): Shape[] {
  const drawn = motionOfBlock(answer);
  if (!drawn) return [];
  const extent = extentOf(drawn.motion);
  return isPlane(answer) ? planeScene(drawn.motion, drawn.moment, extent, size) : orbitScene(drawn.motion, drawn.moment, extent, size, answer.dimensions < 3 ? FRONT : turn);
}

/** The block in a sentence. */
export function geometryWords({ label, epoch, classes, classCount, dimensions, idealCosine, meansShown }: GeometryAnswer): string {
  const shown = meansShown === null ? '' : `; ${share(meansShown)} of the class means lies in the ${dimensions} dimensions drawn`;
  return `${label}, epoch ${count(epoch)}: ${classes.length < classCount ? `${count(classes.length)} of ` : ''}${count(classCount)} classes, cosine at collapse ${metric(idealCosine)}${shown}.`;
}
