import { CollapsarError } from '../../prisma/errors.ts';
import { cifar10 } from './cifar10.ts';
import { cifar100 } from './cifar100.ts';
import type { DataSetDefinition, LoadedDataSet, LoadOptions } from './data-set.ts';
import { fashionMnist } from './fashion-mnist.ts';
import { imagenet } from './imagenet.ts';
import { loadDefinition } from './load-definition.ts';
import { mnist } from './mnist.ts';
import { stl10 } from './stl10.ts';
import { svhn } from './svhn.ts';

export type {
  DataSetDefinition,
  DataSetProgress,
  ImageReader,
  ImageShape,
  Labels,
  LoadedDataSet,
  LoadedSplit,
  LoadOptions,
  UsedFile,
} from './data-set.ts';

/** Every data set that can be trained on, in the order of the paper's figures. */
const catalogue: readonly DataSetDefinition[] = [mnist, fashionMnist, svhn, cifar10, cifar100, stl10, imagenet];

export const dataSetNames: readonly string[] = catalogue.map((definition) => definition.name);

/** What is known of a data set before its files are opened. Errors: DATA_SET_UNKNOWN with a list of those there are. */
export function dataSetNamed(name: string): DataSetDefinition {
  const definition = catalogue.find((entry) => entry.name === name);
  if (definition) return definition;
  throw new CollapsarError(
    'DATA_SET_UNKNOWN',
    `There is no data set "${name}"; choose one of ${dataSetNames.join(', ')}.`,
  );
}

/**
 * Finds (or fetches), verifies and reads a data set, keeps a seeded, class-balanced subset, and normalises it.
 *
 * The same name, files, counts and seed give the same bytes on every machine.
 * Errors, all CollapsarError: DATA_SET_UNKNOWN; BAD_USER_INPUT (counts, seed); DATA_SET_TOO_SMALL; DATA_SET_DAMAGED; DATA_SET_MISTAKEN;
 * DATA_SET_CONSTANT; DATA_SET_UNREACHABLE; DATA_SET_UNREADABLE; DISK_FULL (worth waiting for).
 */
export async function loadDataSet(name: string, options: LoadOptions): Promise<LoadedDataSet> {
  return await loadDefinition(dataSetNamed(name), options);
}
