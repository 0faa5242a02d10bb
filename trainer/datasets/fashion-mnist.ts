import { defineIdxDataSet } from './idx-data-set.ts';
import { fashionMnistDigests, idxFile, mnistSource } from './mnist.ts';
import type { FileSource } from './source-files.ts';

const [trainImages, trainLabels, testImages, testLabels] = fashionMnistDigests;

/** Folder and first mirror are those of torchvision; the second is the publisher's repository. */
export const fashionMnistSource: FileSource = {
  dataSet: 'FashionMNIST',
  folders: ['FashionMNIST/raw'],
  files: [
    idxFile('train-images-idx3-ubyte', trainImages, 26_421_880),
    idxFile('train-labels-idx1-ubyte', trainLabels, 29_515),
    idxFile('t10k-images-idx3-ubyte', testImages, 4_422_102),
    idxFile('t10k-labels-idx1-ubyte', testLabels, 5_148),
  ],
  mirrors: [
    'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
    'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
  ],
  lookalikes: { MNIST: mnistSource.files.flatMap((file) => file.digest?.hex ?? []) },
};

/** Grey pictures of clothes, 60,000 + 10,000 of 28 x 28, 6,000 a class; padded to 32 x 32 as MNIST is. */
export const fashionMnist = defineIdxDataSet({
  source: fashionMnistSource,
  classNames: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  shape: [28, 28, 1],
  padding: 2,
  paperSamplesPerClass: 6000,
});
