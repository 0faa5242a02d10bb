/** Height, width, channels of one image. */
export type ImageShape = [height: number, width: number, channels: number];

/** What a loading step has to tell while it takes long. `wait`: another process is fetching the same file. */
export interface DataSetProgress {
  stage: 'download' | 'wait';
  file: string;
  receivedBytes: number;
  totalBytes: number;
}

export interface OpenOptions {
  /** the folder of all data sets (COLLAPSAR_DATA) */
  root: string;
  onProgress?: (progress: DataSetProgress) => void;
  signal?: AbortSignal;
}

export interface LoadOptions extends OpenOptions {
  /** images kept of each class of the train split; null: every image, balanced or not */
  samplesPerClass: number | null;
  /** the same for the test split */
  testSamplesPerClass: number | null;
  /** decides which images are kept; without effect where all are */
  seed: number;
}

/** A file that was read. `sha256` is that of the decompressed content, so that a .gz and its content count as the same file. */
export interface UsedFile {
  name: string;
  path: string;
  sha256: string;
  /** whether the digest is that of the official file */
  official: boolean;
}

/** A split as its files hold it. One image is copied at a time, so that only those kept are ever rearranged or converted. */
export interface RawSplit {
  count: number;
  /** one class index an image */
  labels: Uint8Array;
  /** Writes image `index` as bytes in the order height, width, channel to `target` from `offset` on. */
  copyImage(index: number, target: Uint8Array, offset: number): void;
}

export interface OpenedDataSet {
  train: RawSplit;
  test: RawSplit;
  /** in an order fixed by the data set, because the digest of the whole depends on it */
  files: UsedFile[];
  warnings: string[];
}

/** One data set: its own file in this folder, and a line in `catalogue.ts`. */
export interface DataSetDefinition {
  /** as people write it: MNIST, CIFAR10 */
  name: string;
  /** name of each class; the position is the label */
  classNames: readonly string[];
  /** of the stored image, before padding */
  shape: ImageShape;
  /** zeros added on each side before scaling */
  padding: number;
  /** Finds, fetches where needed, verifies and reads the files. */
  open(options: OpenOptions): Promise<OpenedDataSet>;
}

export interface LoadedSplit {
  /** [N, height, width, channels], row-major, normalised with the train split's statistics */
  images: Float32Array;
  /** [N] */
  labels: Uint8Array;
  /** of one image, padding included */
  shape: ImageShape;
  /** [N] position of each image in the official split, ascending */
  indices: Int32Array;
}

export interface LoadedDataSet {
  name: string;
  train: LoadedSplit;
  test: LoadedSplit;
  /** number of classes */
  classes: number;
  classNames: readonly string[];
  /** sha256 over the files' digests: hexadecimal, in the order of `files`, each followed by a line feed */
  digest: string;
  /** whether every file is the official one */
  isVerified: boolean;
  warnings: string[];
  /** per channel, on [0,1], over the kept, unpadded train images */
  mean: number[];
  /** population standard deviation, of the same pixels as `mean` */
  deviation: number[];
  files: UsedFile[];
}
