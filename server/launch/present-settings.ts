import type { Run as RunRow } from '../../prisma/client.ts';
import type { ArchitectureOptions, Optimiser, RunSettings, Schedule } from '../../prisma/run-settings.ts';
import type { LaunchSettings } from './launch-settings.type.ts';

/** Checked settings under the names that a person gives them by. */
export function presentSettings({ optimiser, schedule, ...settings }: RunSettings): LaunchSettings {
  const { learningRate, momentum, weightDecay, batchSize } = optimiser;
  return { ...settings, learningRate, momentum, weightDecay, batchSize, learningRateSteps: schedule.steps };
}

/** The settings that a run was launched with, to be launched again. */
export function settingsOfRun(row: RunRow): LaunchSettings {
  const options = row.architectureOptions as ArchitectureOptions;
  const optimiser = row.optimiser as unknown as Optimiser;
  return presentSettings({ ...row, options, optimiser, schedule: row.schedule as unknown as Schedule, epochs: row.plannedEpochs });
}
