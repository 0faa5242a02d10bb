/** Height, width, channels of one image. */
export type ImageShape = [height: number, width: number, channels: number];

/** A class index an image; two bytes each only where there are more than 256 classes. */
export type Labels = Uint8Array | Uint16Array;

/**
 * What a loading step has to tell while it takes long. `wait`: another process is fetching the same file; `unpack`: an archive, counted
 * in its compressed bytes; `survey`: pictures are decoded once for their mean and deviation, counted in the bytes of their files.
 */
export interface DataSetProgress {
  stage: 'download' | 'wait' | 'unpack' | 'survey';
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

/**
 * A file that was read. `sha256` is that of the decompressed content, so that a .gz and its content count as the same file. For a folder
 * of pictures it is that of its list: digest, space, space, path, line feed for each picture kept, in order.
 */
export interface UsedFile {
  name: string;
  path: string;
  sha256: string;
  /** whether the digest is that of the official file */
  official: boolean;
}

/** A split as its files hold it. One image is copied at a time, so that only those kept are ever rearranged or converted. */
export interface RawSplit {
  labels: Labels;
  /** Writes image `index` as bytes in the order height, width, channel to `target` from `offset` on. */
  copyImage(index: number, target: Uint8Array, offset: number): void;
}

/** A split whose images are pictures in files of their own. */
export interface PictureSplit {
  labels: Labels;
  /** the folder that `paths` begin at, as people know it: train, val */
  name: string;
  folder: string;
  /** [N] with slashes on every system, because the digest depends on them */
  paths: readonly string[];
}

export interface OpenedPictures {
  train: PictureSplit;
  test: PictureSplit;
  /** found as folders, and so perhaps fewer than the data set has */
  classNames: readonly string[];
  warnings: string[];
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
  /** examples of each class that the experiment of Papyan, Han, Donoho 2020 trained on */
  paperSamplesPerClass: number;
  /** Finds, fetches where needed, verifies and reads the files; pictures are only listed. */
  open(options: OpenOptions): Promise<OpenedDataSet | OpenedPictures>;
}

/** Images that are not kept as floats: they are made, or decoded, when they are asked for. */
export interface ImageReader {
  /**
   * Writes the images at `positions` of the split to `target` [positions.length, height, width, channels], normalised.
   * The same positions give the same bits however often and in whatever company they are read.
   * Errors: DATA_SET_DAMAGED or DATA_SET_UNREADABLE naming the file.
   */
  read(positions: Int32Array, target: Float32Array): Promise<void>;
  /** Begins in the background what reading these will need. Changes no result. */
  prepare(positions: Int32Array): void;
}

export interface LoadedSplit {
  /** [N, height, width, channels], row-major, normalised with the train split's statistics; a reader where these would be large */
  images: Float32Array | ImageReader;
  /** [N] */
  labels: Labels;
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
