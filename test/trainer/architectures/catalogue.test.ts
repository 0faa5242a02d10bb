import { expect, test } from 'vitest';
import type { ArchitectureOptions } from '../../../prisma/run-settings.ts';
import { buildNetwork } from '../../../trainer/architectures/catalogue.ts';

const REQUEST = { architecture: 'vgg', depth: 6, options: {}, inputShape: [32, 32, 1] as [number, number, number], classes: 10, seed: 1 };
const refusal = (change: Partial<typeof REQUEST>) => {
  try {
    buildNetwork({ ...REQUEST, ...change });
  } catch (error) {
    return error;
  }
  return null;
};

test('an unknown architecture is refused with the list of what exists', () => {
  expect(refusal({ architecture: 'alexnet' })).toMatchObject({ code: 'ARCHITECTURE_UNKNOWN', message: expect.stringMatching(/"alexnet".*vgg \(depth 6/) });
  expect(refusal({ architecture: 'constructor' })).toMatchObject({ code: 'ARCHITECTURE_UNKNOWN' });
});

test('an unknown depth is refused with the depths that exist', () => {
  expect(refusal({ depth: 7 })).toMatchObject({ code: 'DEPTH_UNKNOWN', message: expect.stringMatching(/depth 7.*exists in depth 6/) });
});

test('an unknown option and a bad width are refused by name', () => {
  expect(refusal({ options: { height: 3 } as ArchitectureOptions })).toMatchObject({ code: 'OPTION_UNKNOWN', message: expect.stringContaining('"height"') });
  for (const width of [0, -8, 2.5, Number.NaN, 1e9]) {
    expect(refusal({ options: { width } as ArchitectureOptions })).toMatchObject({ code: 'OPTION_INVALID' });
  }
});

test('images that the pools would shrink to nothing are refused with the smallest size', () => {
  expect(refusal({ inputShape: [28, 8, 1] })).toMatchObject({ code: 'IMAGE_TOO_SMALL', message: expect.stringContaining('at least 16 x 16') });
});

for (const [architecture, depth, options, message] of [
  ['vgg', 6, { head: 'single' }, /"head" for vgg of depth 6; there is width/],
  ['vgg', 11, { head: 'large' }, /head of vgg of depth 11 is "large"; it must be "fc4096" or "single"/],
  ['resnet', 18, { variant: 'bc' }, /"variant" for resnet of depth 18/],
  ['densenet', 121, { variant: 'bc' }, /"variant" for densenet of depth 121; there is growth, width/],
  ['densenet', 40, { variant: 'thin' }, /variant of densenet of depth 40 is "thin"; it must be "plain" or "bc"/],
  ['densenet', 22, { growth: 0 }, /growth of densenet of depth 22 is 0; it must be a whole number from 1 to 512/],
  ['densenet', 22, { toString: 1 }, /"toString"/],
] as const) {
  test(`${architecture} ${depth} refuses ${JSON.stringify(options)} in a sentence`, () => {
    expect(refusal({ architecture, depth, options: options as unknown as ArchitectureOptions })).toMatchObject({ message: expect.stringMatching(message) });
  });
}

test('a densenet too deep for its images is refused', () => {
  expect(refusal({ architecture: 'densenet', depth: 16, inputShape: [7, 32, 1] })).toMatchObject({ code: 'IMAGE_TOO_SMALL', message: expect.stringContaining('at least 8 x 8') });
});
