import { CONVENTIONS } from './conventions.ts';
import { GEOMETRY_VERSION } from './epoch-answers.ts';
import type { GeometryPlace } from './geometry.ts';
import type { Geometry } from './geometry.type.ts';

/** A located question under the names of the schema; what is heavy is left to the fields that ask for it. */
export function presentGeometry(place: GeometryPlace): Geometry & { place: GeometryPlace } {
  const { run, question, rows, classes, classCount, dimensions, reference } = place;
  return {
    ...{ place, run, classes, classCount, dimensions },
    ...{ split: question.split, layer: question.layer },
    idealCosine: -1 / (classCount - 1),
    measuredEpochs: rows.map((row) => row.epoch),
    referenceEpoch: reference?.epoch ?? null,
    version: GEOMETRY_VERSION,
    conventions: [...CONVENTIONS],
  };
}
