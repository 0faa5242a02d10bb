'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { useChange } from '../graphql/use-change.ts';
import type { Block } from './blocks.ts';
import { draftKey, dropDraft, keepDraft, readDraft } from './draft.ts';
import { CreateReportDocument, ReportDocument, UpdateReportDocument, type VersionAnswer } from './report-documents.ts';

const KEEP_AFTER_MS = 400;

interface Text {
  title: string;
  body: string;
}

/** What an editor begins with: a version of a report, or nothing. */
export interface Beginning {
  studyId: string;
  reportId: string | null;
  version: Pick<VersionAnswer, 'number' | 'title' | 'body' | 'blocks'> | null;
  /** a block that is put at the end of the text; null: none */
  added: string | null;
}

const withBlock = ({ title, body }: Text, added: string | null): Text => ({ title, body: added === null ? body : `${body.trimEnd()}${body.trim() === '' ? '' : '\n\n'}${added}\n` });

/** A report that is being written: its text, what of it is saved, its draft in this browser, and what to do when somebody else saved too. */
export function useEditor({ studyId, reportId, version, added }: Beginning) {
  const client = useClient();
  const [key, setKey] = useState(() => draftKey(reportId, studyId));
  const [draft] = useState(() => readDraft(key));
  const [id, setId] = useState(reportId);
  const begun: Text = { title: version?.title ?? '', body: version?.body ?? '' };
  const [saved, setSaved] = useState<Text>(begun);
  const isRestored = draft !== null && (draft.title !== begun.title || draft.body !== begun.body);
  const [text, setText] = useState<Text>(() => withBlock(isRestored ? { title: draft.title, body: draft.body } : begun, added));
  const [base, setBase] = useState(isRestored && draft.version !== null ? draft.version : (version?.number ?? null));
  const [restoredAt, setRestoredAt] = useState(isRestored ? draft.at : null);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [blocks, setBlocks] = useState((version?.blocks ?? []) as unknown as readonly Block[]);
  const [theirs, setTheirs] = useState<VersionAnswer | null>(null);
  const [aside, setAside] = useState<Text | null>(null);
  const [readProblem, setReadProblem] = useState<Problem | null>(null);
  const create = useChange(CreateReportDocument);
  const update = useChange(UpdateReportDocument);
  const isUnsaved = text.title !== saved.title || text.body !== saved.body;

  useEffect(() => {
    if (!isUnsaved) return;
    const timer = setTimeout(() => keepDraft(key, { ...text, version: base, at: new Date().toISOString() }), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key, text, base, isUnsaved]);

  const readNewest = useCallback(
    async (of: string): Promise<VersionAnswer | null> => {
      const { data, error } = await client.query(ReportDocument, { id: of, number: null }, { requestPolicy: 'network-only' }).toPromise();
      if (error) setReadProblem(problemOf(error));
      return data?.report?.at ?? null;
    },
    [client],
  );

  const taken = useCallback(
    (of: string, number: number, kept: Text) => {
      setId(of);
      setBase(number);
      setSaved(kept);
      setSavedAt(new Date().toISOString());
      setRestoredAt(null);
      setTheirs(null);
      dropDraft(key);
      setKey(draftKey(of, studyId));
      // the preview has what was kept as soon as it is read; nobody waits for it
      void readNewest(of).then((newest) => {
        if (newest?.number === number) setBlocks(newest.blocks as unknown as readonly Block[]);
      });
    },
    [key, studyId, readNewest],
  );

  const latest = useRef(text);
  latest.current = text;
  const send = async (expectedVersion: number | null): Promise<string | null> => {
    const kept = latest.current;
    const answer = id === null ? await create.send({ input: { studyId, ...kept } }) : await update.send({ input: { reportId: id, expectedVersion: expectedVersion ?? 1, ...kept } });
    if (!answer?.report) return null;
    taken(answer.report.id, answer.report.version, kept);
    return answer.report.id;
  };

  const isConflict = update.problem?.code === 'CONFLICT';
  useEffect(() => {
    if (isConflict && id !== null) void readNewest(id).then(setTheirs);
  }, [isConflict, id, readNewest]);

  return {
    ...{ id, base, text, isUnsaved, restoredAt, savedAt, blocks, theirs, aside },
    isBusy: create.isBusy || update.isBusy,
    problem: create.problem ?? (isConflict ? null : update.problem) ?? readProblem,
    change: (parts: Partial<Text>) => setText((before) => ({ ...before, ...parts })),
    /** Gives the id of the report; null where it was not saved. */
    save: () => send(base),
    saveMine: () => send(theirs?.number ?? base),
    takeTheirs: () => {
      if (!theirs) return;
      const { title, body: words, number } = theirs;
      setAside(text);
      setText({ title, body: words });
      setSaved({ title, body: words });
      setBase(number);
      setBlocks(theirs.blocks as unknown as readonly Block[]);
      setTheirs(null);
      update.forget();
      dropDraft(key);
    },
    bringBack: () => {
      if (aside) setText(aside);
      setAside(null);
    },
    leaveConflict: () => {
      setTheirs(null);
      update.forget();
    },
    discard: () => {
      setText(begun);
      setBase(version?.number ?? null);
      setRestoredAt(null);
      dropDraft(key);
    },
  };
}
