import { cifarMirrors, defineCifarDataSet } from './cifar-data-set.ts';
import { remoteFile } from './download.ts';
import { type FileSource, packedFile } from './source-files.ts';

export const cifar100Source: FileSource = {
  dataSet: 'CIFAR100',
  folders: ['cifar-100-binary'],
  files: [
    packedFile('train.bin', '6172c7755cfe09b2fe270c85cebc1b15'),
    packedFile('test.bin', '4499cfba6c016c1be1438163640a0898'),
  ],
  mirrors: cifarMirrors,
  archive: {
    remote: remoteFile('cifar-100-binary.tar.gz', 168_513_733, '03b5dce01913d631647c71ecec9e9cb8'),
    folder: 'cifar-100-binary',
    largestBytes: 153_700_000,
  },
};

/** torchvision's */
export const cifar100PythonSource: FileSource = {
  dataSet: 'CIFAR100',
  folders: ['cifar-100-python'],
  files: [
    packedFile('train', '16019d7e3df5f24257cddd939b257f8d'),
    packedFile('test', 'f0ef6b0ae62326f3e7ffdfab6717acfc'),
  ],
  mirrors: [],
  // its train file alone holds 153.6 MB of pixels
  largestBytes: 256 * 1024 ** 2,
};

/** In the order of the publisher's fine_label_names.txt, which is alphabetical. */
const FINE_CLASSES = `
  apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly
  camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile
  cup dinosaur dolphin elephant flatfish forest fox girl hamster house kangaroo keyboard lamp
  lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain mouse mushroom oak_tree
  orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy porcupine possum
  rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper snail snake spider
  squirrel streetcar sunflower sweet_pepper table tank telephone television tiger tractor train
  trout tulip turtle wardrobe whale willow_tree wolf woman worm`;

/** Colour pictures of a hundred kinds of things, 50,000 + 10,000 of 32 x 32, 500 + 100 a class; the fine label, not the coarse one. */
export const cifar100 = defineCifarDataSet({
  source: cifar100Source,
  python: { source: cifar100PythonSource, labelKey: 'fine_labels' },
  record: { labelBytes: 2, labelAt: 1 },
  classNames: FINE_CLASSES.trim().split(/\s+/),
  paperSamplesPerClass: 500,
});
