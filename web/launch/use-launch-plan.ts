'use client';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useRef } from 'react';
import { useQuery } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { type Family, type KnownNames, type LaunchPlan, LaunchChoicesDocument, LaunchDefaultsDocument, LaunchPlanDocument, type LaunchSettings, type SettingsInput } from './launch-documents.ts';

const PAUSE_MS = 300;

export interface PlanReading {
  choices: { families: Family[]; datasets: string[] } | null;
  defaults: LaunchSettings | null;
  /** of the settings as they were when they were last right */
  plan: LaunchPlan | null;
  /** why the settings as they are cannot be launched */
  problem: Problem | null;
}

/** What can be chosen, what counts where nothing is given, and what the runs will take; asked anew a moment after the last key. */
export function useLaunchPlan(settings: SettingsInput, isReadable: boolean): PlanReading {
  const [text] = useDebouncedValue(JSON.stringify(settings), PAUSE_MS);
  const asked = useMemo(() => JSON.parse(text) as SettingsInput, [text]);
  const [choices] = useQuery({ query: LaunchChoicesDocument });
  const [usual] = useQuery({ query: LaunchDefaultsDocument, variables: { settings: useBase(asked) } });
  const [plan] = useQuery({ query: LaunchPlanDocument, variables: { settings: asked }, pause: !isReadable, requestPolicy: 'cache-and-network' });
  const error = plan.error ?? choices.error;
  return {
    choices: useMemo(() => (choices.data ? trainable(choices.data) : null), [choices.data]),
    defaults: useLast(usual.data?.launchPlan.defaults),
    plan: useLast(plan.data?.launchPlan),
    problem: error && !plan.fetching ? problemOf(error) : null,
  };
}

/** Runs from outside bring names that nothing here can train. */
const trainable = ({ architectures, dataSets }: KnownNames) => ({
  families: architectures.filter(({ depths }) => depths.length > 0),
  datasets: dataSets.filter(({ paper }) => paper !== null).map(({ name }) => name),
});

/** The settings that the usual values depend on; a wrong number of epochs must not take them away. */
function useBase({ architecture, depth, dataset, loss, epochs }: SettingsInput): SettingsInput {
  const isLength = typeof epochs === 'number' && epochs >= 1 && epochs <= 100_000;
  const text = JSON.stringify({ architecture, depth, dataset, loss, ...(isLength && { epochs }) });
  return useMemo(() => JSON.parse(text) as SettingsInput, [text]);
}

/** The newest value that was there. */
function useLast<T>(value: T | undefined): T | null {
  const last = useRef<T | null>(null);
  if (value !== undefined) last.current = value;
  return last.current;
}
