import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CollapsarError } from '../../prisma/errors.ts';
import type { DataSetDefinition, OpenedPictures, OpenOptions, PictureSplit } from './data-set.ts';
import { fileError } from './file-content.ts';
import { misfit } from './misfit.ts';
import { pictureShape } from './picture-decoder.ts';

const NAME = 'ImageNet';
const CLASSES = 1000;
/** The first that holds train/ or val/ is taken; torchvision has no folder of its own for it. */
const FOLDERS = ['imagenet', ''];
/** WordNet's number of a noun, which names the folder of a class. */
const WNID = /^n\d{8}$/;
const PICTURE = /^[^.].*\.jpe?g$/i;

/**
 * ImageNet (ILSVRC 2012) in folders: train/<wnid>/*.JPEG and val/<wnid>/*.JPEG.
 * Class index = rank of the wnid among those there, sorted; not the ILSVRC id. Nobody may hand the pictures out, so nothing is downloaded.
 */
export const imagenet: DataSetDefinition = {
  name: NAME,
  classNames: [],
  shape: pictureShape,
  padding: 0,
  paperSamplesPerClass: 600,
  open: openImagenet,
};

async function openImagenet({ root }: OpenOptions): Promise<OpenedPictures> {
  const folder = await findFolder(root);
  const wnids = await classFolders(path.join(folder, 'train'));
  const train = await listSplit(folder, 'train', wnids, wnids);
  const test = await listSplit(folder, 'val', await classFolders(path.join(folder, 'val')), wnids);
  const part = wnids.length === CLASSES ? '' : ` and it holds ${wnids.length} of the ${CLASSES} classes,`;
  const warning = `${folder} cannot be compared with the official archives of ${NAME}, because they were unpacked,${part} so the run counts as unverified.`;
  return { train, test, classNames: wnids, warnings: [warning] };
}

async function findFolder(root: string): Promise<string> {
  for (const name of FOLDERS) {
    const folder = path.resolve(root, name);
    const found = await namesIn(folder);
    const missing = ['train', 'val'].filter((split) => !found.includes(split));
    if (missing.length === 0) return folder;
    if (missing.length === 1) throw absent(path.join(folder, missing[0]!));
  }
  throw absent(path.resolve(root, FOLDERS[0]!));
}

function absent(where: string): CollapsarError {
  return new CollapsarError(
    'DATA_SET_UNREACHABLE',
    `${NAME} is not in ${where}, and it cannot be downloaded without an account: get ILSVRC2012_img_train.tar and ILSVRC2012_img_val.tar from https://image-net.org, and unpack them as imagenet/train/<wnid>/*.JPEG and imagenet/val/<wnid>/*.JPEG in the folder of the data sets (COLLAPSAR_DATA).`,
  );
}

async function classFolders(folder: string): Promise<string[]> {
  const names = await namesIn(folder);
  const wnids = names.filter((name) => WNID.test(name)).sort();
  if (wnids.length > 0) return wnids;
  const loose = names.filter((name) => PICTURE.test(name)).length;
  throw misfit(
    `${folder} should hold a folder for each class, named by its wnid (n01440764, ...), and holds none${loose > 0 ? ` but ${loose} pictures; sort them into such folders` : ''}`,
  );
}

async function listSplit(
  root: string,
  name: 'train' | 'val',
  found: readonly string[],
  classes: readonly string[],
): Promise<PictureSplit> {
  const folder = path.join(root, name);
  const unknown = found.filter((wnid) => !classes.includes(wnid));
  if (unknown.length > 0) {
    throw misfit(`${folder} holds the classes ${unknown.slice(0, 5).join(', ')}, of which there is no train picture`);
  }
  const paths: string[] = [];
  const labels: number[] = [];
  for (const [label, wnid] of classes.entries()) {
    const pictures = found.includes(wnid) ? await namesIn(path.join(folder, wnid)) : [];
    for (const picture of pictures.filter((file) => PICTURE.test(file)).sort()) {
      paths.push(`${wnid}/${picture}`);
      labels.push(label);
    }
  }
  return { name, folder, paths, labels: Uint16Array.from(labels) };
}

/** Empty where there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw fileError(error, folder);
  });
}
