import type { Run as RunRow } from '../../prisma/client.ts';
import type { ArchitectureOptions, Optimiser, Schedule } from '../../prisma/run-settings.ts';
import { isTerminalPhaseProvisional } from '../../prisma/terminal-phase.ts';
import type { Run } from './run.type.ts';

/** A row of the record under the names of the schema. The JSON columns have the shapes that run-settings.ts declares. */
export function presentRun(row: RunRow): Run {
  const options = row.architectureOptions as ArchitectureOptions;
  const schedule = row.schedule as unknown as Schedule;
  return {
    ...row,
    width: options.width ?? null,
    isDatasetVerified: row.datasetVerified,
    trainSampleCount: row.trainSamples,
    testSampleCount: row.testSamples,
    classCount: row.classes,
    featureCount: row.features,
    parameterCount: row.parameters,
    optimiser: row.optimiser as unknown as Optimiser,
    isTerminalPhaseProvisional: isTerminalPhaseProvisional(row),
    learningRateSteps: schedule.steps,
    plannedEpochCount: row.plannedEpochs,
  };
}
