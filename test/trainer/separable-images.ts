import { Random } from '../../trainer/random.ts';
import type { LabelledImages } from '../../trainer/train-epoch.ts';

/** Images that a network separates within a few steps: a pattern of each class and a little noise. */
export function separableImages(samples: number, classes: number, shape: [number, number, number] = [32, 32, 1]): LabelledImages & { images: Float32Array } {
  const pixels = shape[0] * shape[1] * shape[2];
  const random = new Random(11);
  const patterns = Float32Array.from({ length: classes * pixels }, () => random.normal());
  const labels = Uint8Array.from({ length: samples }, (_, i) => i % classes);
  const images = Float32Array.from({ length: samples * pixels }, (_, i) => {
    const label = labels[Math.floor(i / pixels)]!;
    return patterns[label * pixels + (i % pixels)]! + 0.3 * random.normal();
  });
  return { images, labels, shape };
}
