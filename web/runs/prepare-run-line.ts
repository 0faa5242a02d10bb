import { networkName } from '../formats/names.ts';

interface LineRun {
  architecture: string;
  depth: number;
  width: number | null;
  dataset: string;
  seed: number;
  isGenerated: boolean;
}

/** What stands for a run whose numbers a program made up. */
export const GENERATED = 'generated';

/** "VGG11, MNIST, seed 1": what a run is, in the line below its name. */
export const runDetail = (run: LineRun): string => [...(run.isGenerated ? [GENERATED] : []), networkName(run), run.dataset, `seed ${run.seed}`].join(', ');
