import type { RunSettings } from '../../prisma/run-settings.ts';
import type { BasisTimes } from './basis-times.ts';

/** Images of a run. */
export interface Images {
  train: number;
  test: number;
}

type Planned = Pick<RunSettings, 'epochs' | 'measuredEpochs' | 'optimiser'>;

/**
 * Milliseconds of a whole run, if it went as another one did: training by its speed, and evaluation and measuring as long as there, by the
 * number of images. What does not fill a last batch is left out of an epoch.
 */
export function runTime({ epochs, measuredEpochs, optimiser: { batchSize } }: Planned, images: Images, like: BasisTimes & { images: Images }): number {
  const trained = batchSize * Math.floor(images.train / batchSize);
  const scale = (images.train + images.test) / (like.images.train + like.images.test);
  const measured = measuredEpochs.length;
  const measuredMs = like.measuredMs ?? like.otherMs ?? 0;
  const otherMs = like.otherMs ?? 0;
  return (1000 * epochs * trained) / like.imagesPerSecond + scale * (measured * measuredMs + (epochs - measured) * otherMs);
}
