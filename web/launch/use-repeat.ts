'use client';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { type FormValues, readForm } from './form.ts';
import { LaunchDefaultsDocument, LaunchSettingsDocument } from './launch-documents.ts';
import { formOfRun } from './setting-texts.ts';

/** Fills the form with the settings of a run, once; the address then says them itself. */
export function useRepeat(runId: string | null, fill: (values: FormValues) => void): Problem | null {
  const client = useClient();
  const [problem, setProblem] = useState<Problem | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run is read once, however often the form changes meanwhile
  useEffect(() => {
    if (runId === null) return;
    let isWanted = true;
    const read = async () => {
      const { data, error } = await client.query(LaunchSettingsDocument, { runId }).toPromise();
      const settings = data?.launchSettings;
      if (!settings) return { problem: error ? problemOf(error) : { code: 'NOT_FOUND', sentence: 'There is no run of this id that was trained here.', requestId: null } };
      const { architecture, depth, dataset, loss, epochs } = settings;
      const usual = await client.query(LaunchDefaultsDocument, { settings: { architecture, depth, dataset, loss, epochs } }).toPromise();
      if (!usual.data) return { problem: problemOf(usual.error!) };
      return { values: formOfRun(settings, usual.data.launchPlan.defaults, readForm(new URLSearchParams())) };
    };
    void read().then((found) => {
      if (!isWanted) return;
      if ('problem' in found) setProblem(found.problem ?? null);
      else fill(found.values);
    });
    return () => {
      isWanted = false;
    };
  }, [runId, client]);
  return problem;
}
