import { graphql, type ResultOf, type VariablesOf } from '../graphql/graphql.ts';

const SettingsFields = graphql(`
  fragment SettingsFields on LaunchSettings @_unmask {
    architecture depth options { width head growth variant } dataset samplesPerClass testSamplesPerClass loss learningRate
    learningRateSteps { afterEpoch factor } momentum weightDecay batchSize epochs seed measuredEpochs layers splits
    terminalPhaseAccuracy robustnessImages priority
  }
`);

export const LaunchChoicesDocument = graphql(`
  query LaunchChoices { architectures { name depths } dataSets { name paper { epochCount } } }
`);

/** What counts where nothing is given. Asked apart from the plan: it stands beside the fields while one of them is wrong. */
export const LaunchDefaultsDocument = graphql(
  `
    query LaunchDefaults($settings: RunSettingsInput!) { launchPlan(settings: $settings) { defaults { ...SettingsFields } } }
  `,
  [SettingsFields],
);

export const LaunchPlanDocument = graphql(`
  query LaunchPlan($settings: RunSettingsInput!) {
    launchPlan(settings: $settings) {
      settings { epochs measuredEpochs }
      estimate {
        trainImages runMs leastMs mostMs timeReason parameterCount checkpointBytes snapshotBytes diskReason
        basis { kind runIds architecture depth dataset imagesPerSecond epochCount }
      }
    }
  }
`);

export const LaunchSettingsDocument = graphql(
  `
    query LaunchSettings($runId: ID!) { launchSettings(runId: $runId) { ...SettingsFields } }
  `,
  [SettingsFields],
);

export const LaunchRunsDocument = graphql(`
  mutation LaunchRuns($input: LaunchRunsInput!) {
    launchRuns(input: $input) { runs { id name } userErrors { code message field } }
  }
`);

export type LaunchSettings = ResultOf<typeof SettingsFields>;
export type LaunchPlan = ResultOf<typeof LaunchPlanDocument>['launchPlan'];
export type KnownNames = ResultOf<typeof LaunchChoicesDocument>;
export type Family = KnownNames['architectures'][number];
export type SettingsInput = VariablesOf<typeof LaunchPlanDocument>['settings'];
export type LaunchInput = VariablesOf<typeof LaunchRunsDocument>['input'];
