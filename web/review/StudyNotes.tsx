'use client';
import { useState } from 'react';
import { useMay } from '../account/viewer.ts';
import type { MetricEntry } from '../figures/metric-entry.ts';
import { Failure } from '../frame/Failure.tsx';
import { Switch } from '../frame/Switch.tsx';
import { NewNote } from './NewNote.tsx';
import { countsText } from './prepare-notes.ts';
import { ThreadCard } from './ThreadCard.tsx';
import type { StudyReviewReading } from './use-study-review.ts';

interface StudyNotesProps {
  studyId: string;
  reading: StudyReviewReading;
  metrics: readonly MetricEntry[];
  activeId: string | null;
  onOpen: (id: string | null) => void;
}

const CHOICES = [
  { value: 'open', label: 'Open' },
  { value: 'all', label: 'All' },
] as const;

/** What people say of a study as a whole. */
export function StudyNotes({ studyId, reading, metrics, activeId, onOpen }: StudyNotesProps) {
  const [which, setWhich] = useState<'open' | 'all'>('open');
  const [isWriting, setWriting] = useState(false);
  const mayDo = useMay();
  const threads = reading.threads ?? [];
  const shown = threads.filter(({ id, resolvedAt }) => which === 'all' || resolvedAt === null || id === activeId);
  const ofRuns = (reading.study?.openThreadCount ?? 0) - threads.filter(({ resolvedAt }) => resolvedAt === null).length;
  return (
    <section className="panel review-panel in-page" aria-labelledby="study-notes">
      <header>
        <h2 id="study-notes">Notes</h2>
        <span className="fig">{reading.threads && `on the study: ${countsText(threads)}`}{ofRuns > 0 && `; on its runs ${ofRuns} open`}</span>
        <span className="grow" />
        <Switch label="Which notes" choices={CHOICES} value={which} onChange={setWhich} />
      </header>
      {!reading.threads && reading.problem && <Failure problem={reading.problem} onAgain={reading.readAgain} />}
      {isWriting ? (
        <NewNote
          studyId={studyId}
          runId={null}
          place={null}
          metrics={metrics}
          onDone={(id) => {
            setWriting(false);
            if (id) onOpen(id);
          }}
        />
      ) : (
        mayDo('beginThread') && (
          <p className="begin">
            <button type="button" className="btn" onClick={() => setWriting(true)}>
              Note on the study
            </button>
          </p>
        )
      )}
      {reading.threads && shown.length === 0 && <p className="muted empty">{threads.length === 0 ? 'Nobody has left a note on the study itself.' : 'No open notes.'}</p>}
      <ul className="threads">
        {shown.map((thread) => (
          <ThreadCard key={thread.id} thread={thread} metrics={metrics} whole="The study" isActive={thread.id === activeId} onOpen={() => onOpen(thread.id === activeId ? null : thread.id)} />
        ))}
      </ul>
    </section>
  );
}
