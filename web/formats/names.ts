const FAMILIES: Record<string, string> = { vgg: 'VGG', resnet: 'ResNet', densenet: 'DenseNet' };

/** "VGG" of "vgg". */
export const familyName = (architecture: string) => FAMILIES[architecture] ?? architecture;

/** "VGG13", "VGG13, width 16"; a network from outside may tell no depth. */
export function networkName(network: { architecture: string; depth: number; width?: number | null }): string {
  const name = `${familyName(network.architecture)}${network.depth || ''}`;
  return network.width ? `${name}, width ${network.width}` : name;
}

/** "1 epoch", "2 epochs". */
export const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
