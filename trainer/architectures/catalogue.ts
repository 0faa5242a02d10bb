import { CollapsarError } from '../../prisma/errors.ts';
import { densenet } from './densenet.ts';
import type { Family, NetworkRequest } from './family.ts';
import { assemble, type Network, type Plan } from './network.ts';
import { checkOptions } from './options.ts';
import { resnet } from './resnet.ts';
import { vgg } from './vgg.ts';

/** Every family that can be trained; one file and one line each. */
export const families: Record<string, Family> = { vgg, resnet, densenet };

/**
 * A network with its initial weights, the same for the same request on every machine.
 * Throws ARCHITECTURE_UNKNOWN, DEPTH_UNKNOWN, OPTION_UNKNOWN, OPTION_INVALID or IMAGE_TOO_SMALL.
 */
export function buildNetwork(request: NetworkRequest): Network {
  const plan = planNetwork(request);
  plan.parameters.allocate(request.seed);
  return assemble(plan);
}

/** Number of trained values of a network, without building it; throws as buildNetwork does. */
export function countParameters(request: NetworkRequest): number {
  return planNetwork(request).parameters.count;
}

/** Names of the blocks whose output can be recorded, without building the network; throws as buildNetwork does. */
export function blockNames(request: NetworkRequest): string[] {
  return planNetwork(request).body.flatMap(({ block }) => block ?? []);
}

function planNetwork(request: NetworkRequest): Plan {
  const { architecture, depth, options } = request;
  const family = Object.hasOwn(families, architecture) ? families[architecture] : undefined;
  if (!family) {
    const known = Object.entries(families).map(([name, { depths }]) => `${name} (depth ${depths.join(', ')})`);
    throw new CollapsarError('ARCHITECTURE_UNKNOWN', `There is no architecture "${architecture}"; there is ${known.join('; ')}.`);
  }
  if (!family.depths.includes(depth)) {
    throw new CollapsarError('DEPTH_UNKNOWN', `There is no ${architecture} of depth ${depth}; it exists in depth ${family.depths.join(', ')}.`);
  }
  checkOptions(`${architecture} of depth ${depth}`, options, family.options(depth));
  return family.plan(request);
}
