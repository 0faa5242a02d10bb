import { PAPER_RATES, sweepRates } from '../../prisma/paper-values.ts';
import type { RunSettingsInput } from '../../prisma/run-settings.ts';
import { PUBLISHED_CELLS } from '../paper/published.ts';

/** One network on one data set with one seed, as the study trains it. */
export interface Cell {
  name: string;
  settings: RunSettingsInput;
  /** processor minutes it took where the catalogue was made; only the ratios matter, for the time left */
  minutes: number;
}

/** What one `npm run study` trains: the study that its runs join, and the runs in their order. */
export interface Protocol {
  study: { slug: string; name: string; description: string };
  cells: readonly Cell[];
}

type Network = Pick<RunSettingsInput, 'architecture' | 'depth' | 'options'>;
type Training = { images: number; testImages?: number; batch?: number; rate: number; decay: number; epochs: number; measured?: number; robustnessImages?: number; seed?: number; loss?: 'MSE'; minutes: number };

const VGG = (width: number): Network => ({ architecture: 'vgg', depth: 6, options: { width } });
const RESNET = (width: number): Network => ({ architecture: 'resnet', depth: 8, options: { width } });
const DENSENET = (growth: number): Network => ({ architecture: 'densenet', depth: 16, options: { growth } });

const RESNET_ON_MNIST: Training = { images: 50, rate: 0.02, decay: 0.003, epochs: 150, minutes: 2 };
const DENSENET_ON_FASHION: Training = { images: 50, rate: 0.03, decay: 0.001, epochs: 220, minutes: 3 };

/**
 * The paper's protocol on two cores: small members of its families, fewer images and epochs, and a stronger weight decay than its 5e-4. Rates,
 * decays and epochs were found by trial, so that the train error is zero within a quarter of the epochs and stays there. Every width gives
 * at least C - 1 features, which a simplex ETF needs.
 */
export const REDUCED: Protocol = {
  study: { slug: 'reduced-study', name: 'The paper on two cores', description: 'The three families, small, on few real images of four data sets, far beyond zero train error: what the paper finds, and where it takes more.' },
  cells: [
    cell('VGG on MNIST', VGG(8), 'MNIST', { images: 50, rate: 0.01, decay: 0.015, epochs: 300, minutes: 1 }),
    cell('ResNet on MNIST', RESNET(12), 'MNIST', RESNET_ON_MNIST),
    cell('DenseNet on MNIST', DENSENET(12), 'MNIST', { images: 50, rate: 0.03, decay: 0.001, epochs: 200, minutes: 3 }),
    cell('VGG on FashionMNIST', VGG(8), 'FashionMNIST', { images: 50, rate: 0.01, decay: 0.015, epochs: 400, minutes: 2 }),
    cell('ResNet on FashionMNIST', RESNET(12), 'FashionMNIST', { images: 50, rate: 0.02, decay: 0.003, epochs: 200, minutes: 3 }),
    cell('DenseNet on FashionMNIST', DENSENET(12), 'FashionMNIST', DENSENET_ON_FASHION),
    cell('VGG on CIFAR10', VGG(8), 'CIFAR10', { images: 50, rate: 0.01, decay: 0.015, epochs: 500, minutes: 2 }),
    cell('ResNet on CIFAR10', RESNET(12), 'CIFAR10', { images: 50, rate: 0.03, decay: 0.003, epochs: 220, minutes: 3 }),
    cell('DenseNet on CIFAR10', DENSENET(16), 'CIFAR10', { images: 50, rate: 0.04, decay: 0.0015, epochs: 260, minutes: 4 }),
    cell('VGG on CIFAR100', VGG(8), 'CIFAR100', { ...hundredClasses(), rate: 0.015, decay: 0.008, epochs: 300, minutes: 2 }),
    cell('ResNet on CIFAR100', RESNET(25), 'CIFAR100', { ...hundredClasses(), rate: 0.02, decay: 0.002, epochs: 240, minutes: 12 }),
    cell('DenseNet on CIFAR100', DENSENET(25), 'CIFAR100', { ...hundredClasses(), rate: 0.03, decay: 0.001, epochs: 240, minutes: 10 }),
    cell('ResNet on MNIST, squared error', RESNET(12), 'MNIST', { ...RESNET_ON_MNIST, epochs: 400, loss: 'MSE' }),
    ...[2, 3].map((seed) => cell(`ResNet on MNIST, seed ${seed}`, RESNET(12), 'MNIST', { ...RESNET_ON_MNIST, seed })),
    ...[2, 3].map((seed) => cell(`DenseNet on FashionMNIST, seed ${seed}`, DENSENET(12), 'FashionMNIST', { ...DENSENET_ON_FASHION, seed })),
  ],
};

/** A tenth of the images a class, and fewer measured epochs: a snapshot of 100 classes is 30 times as long as one of ten. */
function hundredClasses(): Pick<Training, 'images' | 'testImages' | 'measured' | 'robustnessImages'> {
  return { images: 5, testImages: 10, measured: 10, robustnessImages: 10 };
}

function cell(name: string, network: Network, dataset: string, training: Training): Cell {
  const { images, testImages = 100, batch = 25, rate, decay, epochs, measured = 24, robustnessImages = 20, seed = 1, loss, minutes } = training;
  const settings = {
    ...{ ...network, dataset, samplesPerClass: images, testSamplesPerClass: testImages, batchSize: batch, learningRate: rate, weightDecay: decay },
    ...{ epochs, learningRateSteps: lateSteps(epochs), measuredEpochs: spacedEpochs(epochs, measured), robustnessImages, seed },
  };
  return { name, settings: loss ? { ...settings, loss } : settings, minutes };
}

/** The rate falls late and little, so that the terminal phase still learns. */
function lateSteps(epochs: number) {
  return [0.4, 0.75].map((share) => ({ afterEpoch: Math.round(share * epochs), factor: 0.4 }));
}

/** `count` epochs or a few less, evenly on the logarithmic axis from the first to the last. */
function spacedEpochs(epochs: number, count: number): number[] {
  const spaced = Array.from({ length: count }, (_, i) => Math.round(epochs ** (i / (count - 1))));
  return [...new Set(spaced)];
}

/** The paper's own: 3 families x 7 data sets with its depths, images, epochs and steps, and for each the sweep of its learning rates. */
export function fullProtocol(): Protocol {
  const cells = PUBLISHED_CELLS.flatMap(({ architecture, dataset, depth }) => ratesOf(dataset).map((learningRate) => fullCell({ architecture, depth, dataset, learningRate })));
  return { study: { slug: 'full-study', name: 'The paper, in full', description: 'The paper\'s own networks, data sets and sweep of learning rates.' }, cells };
}

/** ImageNet was trained at one rate each, without a sweep. */
const ratesOf = (dataset: string): (number | undefined)[] => (dataset === 'ImageNet' ? [undefined] : sweepRates(PAPER_RATES));

function fullCell({ learningRate, ...network }: { architecture: string; depth: number; dataset: string; learningRate: number | undefined }): Cell {
  const rate = learningRate === undefined ? '' : `, rate ${learningRate.toPrecision(3)}`;
  return { name: `${network.architecture} ${network.depth} on ${network.dataset}${rate}`, settings: { ...network, ...(learningRate === undefined ? {} : { learningRate }) }, minutes: 1 };
}
