/** Examples of all classes together, and of one class. */
const MOST = 200;
const MOST_A_CLASS = 20;

/**
 * The samples whose features are kept: min(20, floor(200 / C)) of each class, one each of the first 200 classes beyond 200.
 * The first of each class in the order of the split, which was drawn by seed: the same images in every epoch of a run.
 *
 * @returns [k] places in the split, class by class
 */
export function chooseExamples(labels: ArrayLike<number>, classes: number): Uint32Array {
  const each = Math.max(1, Math.min(MOST_A_CLASS, Math.floor(MOST / classes)));
  const places: number[][] = Array.from({ length: Math.min(classes, MOST) }, () => []);
  for (let i = 0; i < labels.length; i++) {
    const place = places[labels[i]!];
    if (place && place.length < each) place.push(i);
  }
  return Uint32Array.from(places.flat());
}
