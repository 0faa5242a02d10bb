'use client';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useMay } from '../account/viewer.ts';
import { MetricsDocument } from '../figures/metric-entry.ts';
import { Failure } from '../frame/Failure.tsx';
import { Switch } from '../frame/Switch.tsx';
import { NewNote } from './NewNote.tsx';
import { RunRequests } from './RunRequests.tsx';
import { ThreadCard } from './ThreadCard.tsx';
import { VerdictForm } from './VerdictForm.tsx';
import { countsText, type Place } from './prepare-notes.ts';
import type { ReviewReading } from './use-review.ts';

/** What is being written: a note on a place, on the run, or nothing. */
export type Draft = { place: Place | null } | null;

interface ReviewPanelProps {
  run: { id: string; studyId: string };
  reading: ReviewReading;
  suggestion: string;
  activeId: string | null;
  draft: Draft;
  onOpen: (id: string | null) => void;
  onDraft: (draft: Draft) => void;
}

const CHOICES = [
  { value: 'open', label: 'Open' },
  { value: 'all', label: 'All' },
] as const;

/** Notes and verdicts on a run, beside its figures. */
export function ReviewPanel({ run, reading, suggestion, activeId, draft, onOpen, onDraft }: ReviewPanelProps) {
  const [which, setWhich] = useState<'open' | 'all'>('open');
  const [{ data }] = useQuery({ query: MetricsDocument });
  const mayDo = useMay();
  const metrics = data?.metrics ?? [];
  const threads = reading.threads ?? [];
  const shown = threads.filter(({ id, resolvedAt }) => which === 'all' || resolvedAt === null || id === activeId);
  return (
    <aside className="panel review-panel" aria-label="Review">
      <header>
        <h2>Notes</h2>
        <span className="fig">{reading.threads && countsText(threads)}</span>
        <span className="grow" />
        <Switch label="Which notes" choices={CHOICES} value={which} onChange={setWhich} />
      </header>
      {reading.problem && <Failure problem={reading.problem} onAgain={reading.readAgain} />}
      {draft ? (
        <NewNote
          key={JSON.stringify(draft.place)}
          studyId={run.studyId}
          runId={run.id}
          place={draft.place}
          metrics={metrics}
          onDone={(id) => {
            onDraft(null);
            if (id) onOpen(id);
          }}
        />
      ) : (
        mayDo('beginThread') && (
          <p className="begin">
            <button type="button" className="btn" onClick={() => onDraft({ place: null })}>
              Note on the run
            </button>{' '}
            <span className="muted">or click a line, or press <kbd>c</kbd> at the crosshair.</span>
          </p>
        )
      )}
      {reading.threads && shown.length === 0 && <p className="muted empty">{threads.length === 0 ? 'Nobody has left a note on this run.' : 'No open notes.'}</p>}
      <ul className="threads">
        {shown.map((thread) => (
          <ThreadCard key={thread.id} thread={thread} metrics={metrics} isActive={thread.id === activeId} onOpen={() => onOpen(thread.id === activeId ? null : thread.id)} />
        ))}
      </ul>
      {reading.verdicts && <VerdictForm run={reading.verdicts} suggestion={suggestion} />}
      {reading.verdicts && <RunRequests run={reading.verdicts} studyId={run.studyId} onChanged={reading.readAgain} />}
    </aside>
  );
}
