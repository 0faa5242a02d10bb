import type { Run as RunRow } from '../../prisma/client.ts';
import type { ArchitectureOptions, Optimiser, Schedule } from '../../prisma/run-settings.ts';
import { isTerminalPhaseProvisional } from '../../prisma/terminal-phase.ts';
import { Run } from './run.type.ts';

/**
 * A row of the record under the names of the schema. The JSON columns have the shapes that run-settings.ts declares. Of a row that was
 * read in part, only what the columns read give is right.
 */
export function presentRun(row: RunRow): Run {
  const options = row.architectureOptions as ArchitectureOptions | undefined;
  const schedule = row.schedule as unknown as Schedule | undefined;
  // an instance: type-graphql would make one of anything else, again for each field that has a resolver of its own
  return Object.assign(Object.create(Run.prototype) as Run, row, {
    width: options?.width ?? null,
    head: options?.head ?? null,
    growth: options?.growth ?? null,
    variant: options?.variant ?? null,
    isGenerated: row.generated,
    isDatasetVerified: row.datasetVerified,
    trainSampleCount: row.trainSamples,
    testSampleCount: row.testSamples,
    classCount: row.classes,
    featureCount: row.features,
    parameterCount: row.parameters,
    optimiser: row.optimiser as unknown as Optimiser,
    isTerminalPhaseProvisional: isTerminalPhaseProvisional(row),
    learningRateSteps: schedule?.steps ?? [],
    plannedEpochCount: row.plannedEpochs,
  });
}
