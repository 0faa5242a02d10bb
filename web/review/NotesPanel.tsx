'use client';
import { useState } from 'react';
import { useQuery } from 'urql';
import { MetricsDocument } from '../figures/metric-entry.ts';
import { Failure } from '../frame/Failure.tsx';
import { Icon } from '../frame/Icon.tsx';
import { Switch } from '../frame/Switch.tsx';
import { NewNote } from './NewNote.tsx';
import { ThreadCard } from './ThreadCard.tsx';
import type { Candidate } from './prepare-compare-notes.ts';
import { countsText } from './prepare-notes.ts';
import type { useNotes } from './use-notes.ts';

interface NotesPanelProps {
  reading: ReturnType<typeof useNotes>;
  activeId: string | null;
  /** the runs that the note being written can be on; null while none is */
  draft: readonly Candidate[] | null;
  onOpen: (id: string | null) => void;
  onDraft: (draft: readonly Candidate[] | null) => void;
  onClose: () => void;
}

const CHOICES = [
  { value: 'open', label: 'Open' },
  { value: 'all', label: 'All' },
] as const;

/** The notes on all runs that are compared, each with the name of its run. */
export function NotesPanel({ reading, activeId, draft, onOpen, onDraft, onClose }: NotesPanelProps) {
  const [which, setWhich] = useState<'open' | 'all'>('open');
  const [{ data }] = useQuery({ query: MetricsDocument });
  const metrics = data?.metrics ?? [];
  const threads = reading.threads ?? [];
  const shown = threads.filter(({ id, resolvedAt }) => which === 'all' || resolvedAt === null || id === activeId);
  return (
    <aside className="panel review-panel" aria-label="Notes on these runs">
      <header>
        <h2>Notes</h2>
        <span className="fig">{reading.threads && countsText(threads)}</span>
        <span className="grow" />
        <Switch label="Which notes" choices={CHOICES} value={which} onChange={setWhich} />
        <button type="button" className="btn plain" aria-label="Close the notes" onClick={onClose}>
          <Icon name="cross" isSmall />
        </button>
      </header>
      {reading.problem && <Failure problem={reading.problem} onAgain={reading.readAgain} />}
      {draft && (
        <DraftNote
          key={JSON.stringify(draft)}
          candidates={draft}
          metrics={metrics}
          onDone={(id) => {
            onDraft(null);
            if (id) onOpen(id);
          }}
        />
      )}
      {!draft && shown.length === 0 && reading.threads && (
        <p className="muted empty">
          {threads.length === 0 ? 'Nobody has left a note on these runs. ' : 'No open notes. '}
          Click a line, or press <kbd>c</kbd> at the crosshair.
        </p>
      )}
      <ul className="threads">
        {shown.map((thread) => (
          <ThreadCard key={thread.id} thread={thread} metrics={metrics} isActive={thread.id === activeId} ofRun={thread.run?.name ?? thread.runName ?? undefined} onOpen={() => onOpen(thread.id === activeId ? null : thread.id)} />
        ))}
      </ul>
    </aside>
  );
}

/** A new note, and which of the runs at that place it is on. */
function DraftNote({ candidates, metrics, onDone }: { candidates: readonly Candidate[]; metrics: Parameters<typeof NewNote>[0]['metrics']; onDone: (id: string | null) => void }) {
  const [runId, setRunId] = useState(candidates[0]!.runId);
  const { studyId, name, place } = candidates.find((each) => each.runId === runId)!;
  return (
    <>
      {candidates.length > 1 && (
        <label className="row tight of-run">
          <span className="label">on the run</span>
          <select className="field" value={runId} onChange={(event) => setRunId(event.target.value)}>
            {candidates.map((each) => (
              <option key={each.runId} value={each.runId}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <NewNote studyId={studyId} runId={runId} place={place} metrics={metrics} ofRun={name} onDone={onDone} />
    </>
  );
}
