import type { GraphQLResolveInfo } from 'graphql';
import { Prisma } from '../../prisma/client.ts';
import { fieldsAskedAt } from '../access/asked-fields.ts';

export type RunColumn = Prisma.RunScalarFieldEnum;

export const RUN_COLUMNS = Object.values(Prisma.RunScalarFieldEnum);

/** Needed whatever is asked: who may see a run is decided by its study. */
const ALWAYS: RunColumn[] = ['id', 'studyId'];

/** What the fields of a run read that have not the name of the one column they show. */
const READ: Readonly<Record<string, RunColumn[]>> = {
  __typename: [],
  width: ['architectureOptions'],
  head: ['architectureOptions'],
  growth: ['architectureOptions'],
  variant: ['architectureOptions'],
  isGenerated: ['generated'],
  isDatasetVerified: ['datasetVerified'],
  trainSampleCount: ['trainSamples'],
  testSampleCount: ['testSamples'],
  classCount: ['classes'],
  featureCount: ['features'],
  parameterCount: ['parameters'],
  learningRateSteps: ['schedule'],
  plannedEpochCount: ['plannedEpochs'],
  isTerminalPhaseProvisional: ['terminalPhaseEpoch', 'lastEpoch', 'status'],
  suggestedVerdict: ['terminalPhaseEpoch'],
  value: ['terminalPhaseEpoch'],
  snapshots: [],
  disagreements: [],
  study: [],
  remainingMs: [],
  threads: [],
  openThreadCount: [],
  verdicts: [],
  verdictHistory: [],
  verdictSummary: [],
  verdictDigest: [],
  reviewRequests: [],
  checkOutcomes: ['status', 'architecture', 'dataset', 'terminalPhaseEpoch'],
  epochs: [],
  history: [],
  log: [],
};

/** What a list reads of its runs. */
export interface RunsShown {
  columns: readonly RunColumn[];
  /** whether their studies come with them: the list looks at them anyway, and a statement of their own would cost as much again */
  withStudy: boolean;
}

export const ALL_OF_RUNS: RunsShown = { columns: RUN_COLUMNS, withStudy: false };

/**
 * The columns that an operation needs of the runs in a connection. A list of fifty runs costs a third when it leaves out class names,
 * settings and notes that nobody asked for. A field that is neither a column nor in the table above may read anything.
 */
export function runColumnsAsked(info: GraphQLResolveInfo): RunsShown {
  const fields = [...fieldsAskedAt(info, [['nodes'], ['edges', 'node']])];
  const columns = new Set([...ALWAYS, ...fields.flatMap((field) => READ[field] ?? columnCalled(field) ?? RUN_COLUMNS)]);
  return { columns: [...columns], withStudy: fields.includes('study') };
}

const columnCalled = (field: string): RunColumn[] | undefined => (Object.hasOwn(Prisma.RunScalarFieldEnum, field) ? [field as RunColumn] : undefined);
