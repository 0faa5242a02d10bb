'use client';
import { useState } from 'react';
import { type Client, useClient } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import type { ArrayNames } from './array-roles.ts';
import { epochOf, type FileStage, type ImportFile } from './files.ts';
import { CreateIngestedRunDocument, FinishImportDocument, type ImportedValues, ImportedValuesDocument, type NewRun, RecordIngestedEpochDocument } from './ingest-documents.ts';
import { isPending, SHOWN_METRICS } from './prepare-measured.ts';

interface Told {
  run: NewRun;
  split: 'TRAIN' | 'TEST';
  layer: string;
  arrays: ArrayNames;
  staysOpen: boolean;
}

export interface Recording {
  /** Makes the run where there is none, and records the files into it, in their order. */
  record: (files: readonly ImportFile[], told: Told) => Promise<void>;
  isBusy: boolean;
  run: { id: string; name: string } | null;
  problem: Problem | null;
  forget: () => void;
}

/** Turns files that lie at the server into epochs of a run, and reads their metrics. */
export function useRecording(setStage: (key: number, stage: FileStage) => void): Recording {
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const [run, setRun] = useState<Recording['run']>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const recordAll = async (files: readonly ImportFile[], told: Told): Promise<Problem | null> => {
    const made = await client.mutation(CreateIngestedRunDocument, { input: told.run }).toPromise();
    const found = made.data?.createIngestedRun;
    const into = found?.run;
    if (!into) return refusedBy(found?.userErrors, made.error);
    setRun(into);
    let refused = 0;
    for (const file of files) {
      const stage = await recordOne(client, into.id, file, told, (next) => setStage(file.key, next));
      setStage(file.key, stage);
      if (stage.is === 'refused') refused++;
    }
    if (refused > 0 || told.staysOpen) return null;
    const finished = await client.mutation(FinishImportDocument, { input: { runId: into.id } }).toPromise();
    return finished.data?.finishRun.run ? null : refusedBy(finished.data?.finishRun.userErrors, finished.error);
  };
  const record = async (files: readonly ImportFile[], told: Told) => {
    setBusy(true);
    setProblem(null);
    setProblem(await recordAll(files, told));
    setBusy(false);
  };
  return { record, isBusy, run, problem, forget: () => setProblem(null) };
}

async function recordOne(client: Client, runId: string, file: ImportFile, told: Told, show: (stage: FileStage) => void): Promise<FileStage> {
  const digest = 'digest' in file.stage ? file.stage.digest : '';
  const epoch = epochOf(file)!;
  show({ is: 'recording', digest });
  const arrays = Object.entries(told.arrays).flatMap(([role, name]) => (name ? [{ role, name }] : []));
  const input = { runId, epoch, uploadDigest: digest, split: told.split, layer: told.layer || undefined, arrays, fileName: file.file.name };
  const answer = await client.mutation(RecordIngestedEpochDocument, { input }).toPromise();
  const recorded = answer.data?.recordIngestedEpoch.recorded;
  if (!recorded) return { is: 'refused', digest, problem: refusedBy(answer.data?.recordIngestedEpoch.userErrors, answer.error)! };
  const layer = recorded.snapshots[0]?.layer ?? 'last';
  return { is: 'recorded', digest, epoch, layer, snapshots: recorded.snapshots, ...(await readValues(client, { runId, epoch, layer })) };
}

/** What is measured on first sight takes its time; so often, and so long between, it is asked for again. */
const [TRIES, BETWEEN_MS] = [60, 500];

async function readValues(client: Client, at: { runId: string; epoch: number; layer: string }): Promise<{ values: ImportedValues | null; valuesProblem: Problem | null }> {
  for (let tries = 1; ; tries++) {
    const { data, error } = await client.query(ImportedValuesDocument, { ...at, metrics: [...SHOWN_METRICS] }, { requestPolicy: 'network-only' }).toPromise();
    if (!data || !isPending(data) || tries === TRIES) return { values: data ?? null, valuesProblem: error ? problemOf(error) : null };
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
}

function refusedBy(errors: readonly { code: string; message: string; field?: string | null }[] | undefined, error: Parameters<typeof problemOf>[0] | undefined): Problem | null {
  const [first] = errors ?? [];
  if (first) return { code: first.code, sentence: first.message, requestId: null, field: first.field };
  return error ? problemOf(error) : null;
}
