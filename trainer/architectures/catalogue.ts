import { CollapsarError } from '../../prisma/errors.ts';
import type { ArchitectureOptions } from '../../prisma/run-settings.ts';
import type { Family, NetworkRequest } from './family.ts';
import type { Network } from './network.ts';
import { vgg } from './vgg.ts';

/** Every family that can be trained; one file and one line each. */
export const families: Record<string, Family> = { vgg };

/**
 * A network with its initial weights, the same for the same request on every machine.
 * Throws ARCHITECTURE_UNKNOWN, DEPTH_UNKNOWN, OPTION_UNKNOWN, OPTION_INVALID or IMAGE_TOO_SMALL.
 */
export function buildNetwork(request: NetworkRequest): Network {
  const { architecture, depth } = request;
  const family = Object.hasOwn(families, architecture) ? families[architecture] : undefined;
  if (!family) {
    const known = Object.entries(families).map(([name, { depths }]) => `${name} (depth ${depths.join(', ')})`);
    throw new CollapsarError('ARCHITECTURE_UNKNOWN', `There is no architecture "${architecture}"; there is ${known.join('; ')}.`);
  }
  if (!family.depths.includes(depth)) {
    throw new CollapsarError('DEPTH_UNKNOWN', `There is no ${architecture} of depth ${depth}; it exists in depth ${family.depths.join(', ')}.`);
  }
  checkOptions(request.options);
  return family.build(request);
}

function checkOptions(options: ArchitectureOptions): void {
  const unknown = Object.keys(options).find((name) => name !== 'width');
  if (unknown) throw new CollapsarError('OPTION_UNKNOWN', `There is no architecture option "${unknown}"; there is width.`);
  const { width } = options;
  if (width !== undefined && !(Number.isInteger(width) && width >= 1 && width <= 4096)) {
    throw new CollapsarError('OPTION_INVALID', `The architecture option width is ${width}; it must be a whole number from 1 to 4096.`);
  }
}
