import { PAPER_RATES, sweepRates } from '../../prisma/paper-values.ts';
import type { RunSettingsInput } from '../../prisma/run-settings.ts';

/** One network on one data set with one seed, as the study trains it. */
export interface Cell {
  name: string;
  settings: RunSettingsInput;
  /** processor minutes it took where the catalogue was made; only the ratios matter, for the time left */
  minutes: number;
}

/** What one `npm run study` trains: the study that its runs join, and the runs in their order. */
export interface Protocol {
  study: { slug: string; name: string };
  cells: readonly Cell[];
}

type Network = Pick<RunSettingsInput, 'architecture' | 'depth' | 'options'>;
type Training = { dataset: string; minutes: number; rate: number; decay: number; epochs: number; steps: [afterEpoch: number, factor: number][]; images: number; testImages?: number; seed?: number; loss?: 'MSE' };

const VGG = (width: number): Network => ({ architecture: 'vgg', depth: 6, options: { width } });
const RESNET = (width: number): Network => ({ architecture: 'resnet', depth: 8, options: { width } });
const DENSENET = (growth: number): Network => ({ architecture: 'densenet', depth: 16, options: { growth } });

/**
 * The paper's protocol on two cores: small members of its families, fewer images and epochs, and a stronger weight decay than its 5e-4. How
 * fast the spread within the classes falls depends on rate times weight decay times steps, and there are some three thousand steps here where
 * the paper has 137,000. Every width gives at least C - 1 features, which a simplex ETF needs.
 */
export const REDUCED: Protocol = {
  study: { slug: 'reduced-study', name: 'The paper on two cores' },
  cells: [
    cell('VGG on MNIST', VGG(8), { dataset: 'MNIST', images: 100, rate: 0.03, decay: 0.01, epochs: 150, steps: [[75, 0.5], [120, 0.4]], minutes: 3 }),
    cell('ResNet on MNIST', RESNET(16), { dataset: 'MNIST', images: 100, rate: 0.05, decay: 0.006, epochs: 120, steps: [[60, 0.5], [100, 0.4]], minutes: 4 }),
    cell('DenseNet on MNIST', DENSENET(8), { dataset: 'MNIST', images: 100, rate: 0.1, decay: 0.004, epochs: 200, steps: [[120, 0.5], [170, 0.4]], minutes: 2 }),
  ],
};

function cell(name: string, network: Network, training: Training): Cell {
  const { dataset, images, testImages = 100, rate, decay, epochs, steps, seed = 1, loss, minutes } = training;
  const learningRateSteps = steps.map(([afterEpoch, factor]) => ({ afterEpoch, factor }));
  const settings = { ...network, dataset, samplesPerClass: images, testSamplesPerClass: testImages, learningRate: rate, weightDecay: decay, batchSize: 50, epochs, learningRateSteps, seed, robustnessImages: 20 };
  return { name: seed === 1 ? name : `${name}, seed ${seed}`, settings: loss ? { ...settings, loss } : settings, minutes };
}

/** The paper's own: 3 families x 7 data sets with its depths, images, epochs and steps, and for each the sweep of its learning rates. */
export function fullProtocol(): Protocol {
  const cells = Object.entries(PAPER_DEPTHS).flatMap(([dataset, depths]) =>
    Object.entries(depths).flatMap(([architecture, depth]) => ratesOf(dataset).map((learningRate) => fullCell({ architecture, depth, dataset, learningRate }))),
  );
  return { study: { slug: 'full-study', name: 'The paper, in full' }, cells };
}

/** Papyan, Han, Donoho 2020, section 2; from memory of the paper, as docs/training.md says of such values. */
const PAPER_DEPTHS: Record<string, Record<string, number>> = {
  MNIST: { vgg: 11, resnet: 18, densenet: 40 },
  FashionMNIST: { vgg: 11, resnet: 18, densenet: 250 },
  CIFAR10: { vgg: 13, resnet: 18, densenet: 40 },
  CIFAR100: { vgg: 13, resnet: 50, densenet: 250 },
  SVHN: { vgg: 11, resnet: 18, densenet: 40 },
  STL10: { vgg: 13, resnet: 50, densenet: 250 },
  ImageNet: { vgg: 19, resnet: 152, densenet: 201 },
};

/** ImageNet was trained at one rate each, without a sweep. */
const ratesOf = (dataset: string): (number | undefined)[] => (dataset === 'ImageNet' ? [undefined] : sweepRates(PAPER_RATES));

function fullCell({ learningRate, ...network }: { architecture: string; depth: number; dataset: string; learningRate: number | undefined }): Cell {
  const rate = learningRate === undefined ? '' : `, rate ${learningRate.toPrecision(3)}`;
  return { name: `${network.architecture} ${network.depth} on ${network.dataset}${rate}`, settings: { ...network, ...(learningRate === undefined ? {} : { learningRate }) }, minutes: 1 };
}
