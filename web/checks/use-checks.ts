'use client';
import { useCallback, useEffect, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { useNews } from '../graphql/use-news.ts';
import { type Reading, useReadAgain } from '../graphql/use-read-again.ts';
import { StudyReviewChangedDocument } from '../review/study-review-documents.ts';
import { RunChangedDocument } from '../runs/run-documents.ts';
import type { RunFilter } from '../runs/table/table-documents.ts';
import { useThrottled } from '../runs/use-throttled.ts';
import { type CheckedRun, CheckedRunsDocument, type CheckedStudy, StudyChecksDocument } from './checks-documents.ts';

/** As many as a study's checks look at: the newest completed runs. */
const MOST_RUNS = 500;
/** Each outcome that changes is told by itself: one question stands for many. */
const EVERY_MS = 2_000;
const PENDING_AGAIN_MS = 3_000;
const FRESH = { requestPolicy: 'network-only' } as const;

export interface ChecksReading extends Reading {
  /** undefined: not read so far; null: there is none that whoever looks may see */
  study: CheckedStudy | null | undefined;
  /** null until the first page came */
  runs: readonly CheckedRun[] | null;
  totalCount: number;
  /** whether further pages of runs are on their way */
  isReading: boolean;
}

/** The checks of a study, and what came out of them for its completed runs, now and from now on. */
export function useChecks(slug: string): ChecksReading {
  const client = useClient();
  const [study, setStudy] = useState<CheckedStudy | null | undefined>(undefined);
  const [list, setList] = useState<{ runs: readonly CheckedRun[]; totalCount: number; isReading: boolean } | null>(null);
  const read = useCallback(async () => {
    const found = await client.query(StudyChecksDocument, { slug }, FRESH).toPromise();
    if (!found.data) return found.error;
    setStudy(found.data.studyBySlug);
    return found.data.studyBySlug ? (await readRuns(client, found.data.studyBySlug.id, setList)).error : undefined;
  }, [client, slug]);
  const reading = useReadAgain(read);
  const { after, readAgain } = reading;
  const soon = useThrottled(readAgain, EVERY_MS);
  const studyId = study?.id ?? '';
  useNews(StudyReviewChangedDocument, { studyId, after }, ({ reviewChanged }) => reviewChanged.kind === 'review.check' && soon(), after !== null && studyId !== '');
  useNews(RunChangedDocument, { runId: null, after }, soon, after !== null);
  const isPending = list?.runs.some(({ checkOutcomes }) => checkOutcomes.some((outcome) => outcome.isPending)) ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer that still lacks values is followed by one more question
  useEffect(() => {
    if (!isPending) return;
    const timer = setTimeout(readAgain, PENDING_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [list, isPending, readAgain]);
  return { study, runs: list?.runs ?? null, totalCount: list?.totalCount ?? 0, isReading: list?.isReading ?? true, ...reading };
}

type Client = ReturnType<typeof useClient>;
type Keep = (list: { runs: CheckedRun[]; totalCount: number; isReading: boolean }) => void;

/** Page behind page; a list that was read before stays until the new one is whole, so that no row comes and goes. */
async function readRuns(client: Client, studyId: string, keep: Keep): Promise<{ error?: CombinedError }> {
  const filter: RunFilter = { studyId, status: ['COMPLETED'], isArchived: false };
  const runs: CheckedRun[] = [];
  for (let after: string | null = null; ; ) {
    const { data, error } = await client.query(CheckedRunsDocument, { filter, after }, FRESH).toPromise();
    if (!data) return { error };
    runs.push(...data.runs.nodes);
    after = data.runs.pageInfo.endCursor;
    const isWhole = !data.runs.pageInfo.hasNextPage || after === null || runs.length >= MOST_RUNS;
    if (isWhole) keep({ runs: runs.slice(0, MOST_RUNS), totalCount: data.runs.totalCount, isReading: false });
    if (isWhole) return {};
  }
}
