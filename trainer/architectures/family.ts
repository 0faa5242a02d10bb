import type { ArchitectureOptions } from '../../prisma/run-settings.ts';
import type { ImageShape, Plan } from './network.ts';
import type { OptionRules } from './options.ts';

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
  /** The options that a depth knows, and what each may be. */
  options(depth: number): OptionRules;
  /** Declares the parameters and joins the layers; allocates nothing. */
  plan(request: NetworkRequest): Plan;
}

/** Images of more pixels a side than this get the strided stems of the ImageNet networks. */
export const SMALL_IMAGE = 96;

export function isSmall([height, width]: ImageShape): boolean {
  return Math.max(height, width) <= SMALL_IMAGE;
}
