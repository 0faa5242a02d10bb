import { expect, test } from 'vitest';
import type { ArchitectureOptions } from '../../../prisma/run-settings.ts';
import { countParameters } from '../../../trainer/architectures/catalogue.ts';

type Shape = [number, number, number];
const GREY: Shape = [32, 32, 1];
const COLOUR: Shape = [32, 32, 3];
const IMAGENET: Shape = [224, 224, 3];

function count(architecture: string, depth: number, inputShape: Shape, classes: number, options: ArchitectureOptions = {}): number {
  return countParameters({ architecture, depth, options, inputShape, classes, seed: 1 });
}

/**
 * Expected numbers: conv(i,o,k) = i o k² (+ o with bias), norm(c) = 2c, linear(i,o) = i o + o, summed by hand for each network;
 * those of the ImageNet stems with 1,000 classes are torchvision's published ones (ResNet, DenseNet).
 */
const VGG: [depth: number, single: number[], fc4096: number[], imagenet: number][] = [
  [11, [9229962, 9231114, 9277284], [28164746, 28165898, 28534628], 132868840],
  [13, [9414858, 9416010, 9462180], [28349642, 28350794, 28719524], 133053736],
  [16, [14727114, 14728266, 14774436], [33661898, 33663050, 34031780], 138365992],
  [19, [20039370, 20040522, 20086692], [38974154, 38975306, 39344036], 143678248],
];
for (const [depth, single, fc4096, imagenet] of VGG) {
  test(`vgg ${depth} on grey images of 10 classes, on colour of 10 and of 100, with both heads`, () => {
    const counts = (options: ArchitectureOptions) => [count('vgg', depth, GREY, 10, options), count('vgg', depth, COLOUR, 10, options), count('vgg', depth, COLOUR, 100, options)];
    expect(counts({ head: 'single' })).toEqual(single);
    expect(counts({ head: 'fc4096' })).toEqual(fc4096);
    expect(counts({})).toEqual(fc4096);
  });

  test(`vgg ${depth} on ImageNet is torchvision's with two norms of 4,096 for the dropouts`, () => {
    expect(count('vgg', depth, IMAGENET, 1000)).toBe(imagenet + 2 * 8192);
  });
}

const RESNET: [depth: number, imagenet: number, grey10: number, colour10: number, colour100: number, colour1000: number][] = [
  [18, 11689512, 11172810, 11173962, 11220132, 11681832],
  [34, 21797672, 21280970, 21282122, 21328292, 21789992],
  [50, 25557032, 23519690, 23520842, 23705252, 25549352],
  [101, 44549160, 42511818, 42512970, 42697380, 44541480],
  [152, 60192808, 58155466, 58156618, 58341028, 60185128],
];
for (const [depth, imagenet, grey10, colour10, colour100, colour1000] of RESNET) {
  test(`resnet ${depth} with the stem of ImageNet and with that of small images`, () => {
    expect(count('resnet', depth, IMAGENET, 1000)).toBe(imagenet);
    expect(count('resnet', depth, GREY, 10)).toBe(grey10);
    expect(count('resnet', depth, COLOUR, 10)).toBe(colour10);
    expect(count('resnet', depth, COLOUR, 100)).toBe(colour100);
    expect(count('resnet', depth, COLOUR, 1000)).toBe(colour1000);
  });
}

test('the small resnets: 9·16 + 32 stem, then 3x3 and norm pairs, 1x1 shortcuts, 64·10 + 10', () => {
  const pair = (inputs: number, outputs: number) => 9 * inputs * outputs + 9 * outputs * outputs + 4 * outputs;
  const shortcut = (inputs: number, outputs: number) => inputs * outputs + 2 * outputs;
  const first = 9 * 16 + 32 + pair(16, 16) + pair(16, 32) + shortcut(16, 32) + pair(32, 64) + shortcut(32, 64) + 650;
  expect(count('resnet', 8, GREY, 10)).toBe(first);
  expect(count('resnet', 20, GREY, 10)).toBe(first + 2 * (pair(16, 16) + pair(32, 32) + pair(64, 64)));
});

const IMAGENET_DENSENET: [depth: number, imagenet: number, ten: number | null][] = [
  [121, 7978856, 6964106], [169, 14149480, null], [201, 20013928, 18112138], [161, 28681000, null],
];
for (const [depth, imagenet, ten] of IMAGENET_DENSENET) {
  test(`densenet ${depth} with the stem of ImageNet`, () => {
    expect(count('densenet', depth, IMAGENET, 1000)).toBe(imagenet);
    if (ten !== null) expect(count('densenet', depth, IMAGENET, 10)).toBe(ten);
  });
}

test('the stem for small images saves 40 of the 49 taps', () => {
  expect(count('densenet', 121, COLOUR, 10)).toBe(6964106 - 3 * 64 * 40);
});

const SMALL_DENSENET: [name: string, depth: number, options: ArchitectureOptions, grey10: number, colour10: number, colour100: number][] = [
  ['40, plain', 40, {}, 1019434, 1019722, 1060132],
  ['40, plain by name', 40, { variant: 'plain' }, 1019434, 1019722, 1060132],
  ['40, bc', 40, { variant: 'bc' }, 175690, 176122, 188092],
  ['100', 100, {}, 768730, 769162, 800032],
  ['250', 250, {}, 15323542, 15324406, 15480556],
];
for (const [name, depth, options, grey10, colour10, colour100] of SMALL_DENSENET) {
  test(`densenet ${name}`, () => {
    expect([count('densenet', depth, GREY, 10, options), count('densenet', depth, COLOUR, 10, options), count('densenet', depth, COLOUR, 100, options)]).toEqual([
      grey10, colour10, colour100,
    ]);
  });
}

test('the repository that gave the plain variant a stem of 2k channels is reached by width: p = 456', () => {
  expect(count('densenet', 40, COLOUR, 10, { variant: 'plain', width: 24 })).toBe(1059298);
});

test('densenet 22 by hand: layers of c -> 48 -> 12, transitions of half', () => {
  const layer = (c: number) => 2 * c + 48 * c + 96 + 9 * 48 * 12;
  const transition = (c: number) => 2 * c + c * Math.floor(c / 2);
  const layers = [24, 36, 48, 30, 42, 54, 33, 45, 57].reduce((sum, c) => sum + layer(c), 0);
  expect(count('densenet', 22, GREY, 10)).toBe(9 * 24 + layers + transition(60) + transition(66) + 2 * 69 + 690 + 10);
});
