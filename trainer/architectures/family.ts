import type { ArchitectureOptions } from '../../prisma/run-settings.ts';
import type { ImageShape, Network } from './network.ts';

export interface NetworkRequest {
  architecture: string;
  depth: number;
  options: ArchitectureOptions;
  inputShape: ImageShape;
  classes: number;
  /** Decides the initial weights. */
  seed: number;
}

/** A family of networks, one for each of its depths. */
export interface Family {
  depths: number[];
  build(request: NetworkRequest): Network;
}
