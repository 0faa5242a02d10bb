import type { PrismaClient } from '../../prisma/client.ts';
import type { RunSettings } from '../../prisma/run-settings.ts';
import { DATA_SET_CLASSES } from './data-set-classes.ts';
import type { Images } from './estimate-time.ts';

type Data = Pick<RunSettings, 'dataset' | 'samplesPerClass' | 'testSamplesPerClass'>;

/**
 * Images of a run, null where that cannot be known: the number of all images of a split is in its files, which only a trainer reads, so it is
 * taken from an earlier run on all of them.
 */
export async function countImages(record: PrismaClient, { dataset, samplesPerClass, testSamplesPerClass }: Data): Promise<{ [split in keyof Images]: number | null }> {
  const classes = DATA_SET_CLASSES[dataset]!;
  return {
    train: samplesPerClass === null ? await allOf(record, dataset, 'train') : classes * samplesPerClass,
    test: testSamplesPerClass === null ? await allOf(record, dataset, 'test') : classes * testSamplesPerClass,
  };
}

async function allOf(record: PrismaClient, dataset: string, split: keyof Images): Promise<number | null> {
  const [column, counted] = split === 'train' ? (['samplesPerClass', 'trainSamples'] as const) : (['testSamplesPerClass', 'testSamples'] as const);
  const run = await record.run.findFirst({
    where: { dataset, source: 'TRAINED', generated: false, [column]: null, [counted]: { not: null } },
    orderBy: { createdAt: 'desc' },
    select: { trainSamples: true, testSamples: true },
  });
  return run?.[counted] ?? null;
}
