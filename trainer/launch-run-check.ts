import { CollapsarError } from '../prisma/errors.ts';
import type { RunSettings } from '../prisma/run-settings.ts';
import { blockNames, countParameters } from './architectures/catalogue.ts';
import type { NetworkRequest } from './architectures/family.ts';
import { dataSetNamed } from './datasets/catalogue.ts';
import { innerLayers } from './recording/inner-layers.ts';

/** The network that settings ask for, on the images of its data set with their padding. Throws DATA_SET_UNKNOWN. */
export function networkRequest({ architecture, depth, options, dataset, seed }: RunSettings): NetworkRequest {
  const classes = classesOf(dataset);
  const { shape, padding } = dataSetNamed(dataset);
  const inputShape: NetworkRequest['inputShape'] = [shape[0] + 2 * padding, shape[1] + 2 * padding, shape[2]];
  return { architecture, depth, options, inputShape, classes, seed };
}

/** Classes of a data set; one that is read from a folder has as many as the folder, which is not opened here: the full set has this many. */
function classesOf(dataset: string): number {
  return dataSetNamed(dataset).classNames.length || FOLDER_CLASSES;
}
const FOLDER_CLASSES = 1000;

/**
 * Refuses what this trainer could not train, before anything is queued: data set, architecture, depth, options, size of the images,
 * layers, a batch that cannot be filled. Gives the number of parameters. Allocates no network and opens no file.
 */
export function checkTrainable(settings: RunSettings): number {
  const request = networkRequest(settings);
  innerLayers({ blocks: blockNames(request) }, settings.layers);
  const { samplesPerClass, optimiser } = settings;
  const isCounted = samplesPerClass !== null && dataSetNamed(settings.dataset).classNames.length > 0;
  const images = isCounted ? samplesPerClass * request.classes : Number.POSITIVE_INFINITY;
  if (optimiser.batchSize > images) {
    throw new CollapsarError('BATCH_TOO_LARGE', `A batch of ${optimiser.batchSize} cannot be filled from ${images} training images; choose a batch size of at most ${images}.`);
  }
  return countParameters(request);
}
