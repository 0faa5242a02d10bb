'use client';
import { type FormEvent, useId, useState } from 'react';
import { useQuery } from 'urql';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { type Picked, PeoplePicker } from './PeoplePicker.tsx';
import { AskReviewDocument, RunsToJudgeDocument } from './study-review-documents.ts';

interface AskReviewDialogProps {
  studyId: string;
  /** the run that is asked about; null: a study, all of its runs or some */
  run: { id: string; name: string } | null;
  /** ids of people whose verdicts are already waited for there */
  asked: readonly string[];
  onClose: () => void;
  onAsked: () => void;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Asks people for their verdicts: on a run, on some runs, or on all runs of a study. */
export function AskReviewDialog({ studyId, run, asked, onClose, onAsked }: AskReviewDialogProps) {
  const [people, setPeople] = useState<Picked[]>([]);
  const [isSome, setSome] = useState(false);
  const [runIds, setRunIds] = useState<readonly string[]>([]);
  const { send, isBusy, problem } = useChange(AskReviewDocument);
  const formId = useId();
  const places: (string | null)[] = run ? [run.id] : isSome ? [...runIds] : [null];
  const isReady = people.length > 0 && places.length > 0;
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    for (const runId of places) if (!(await send({ input: { studyId, runId, reviewerIds: people.map(({ id }) => id) } }))) return onAsked();
    onAsked();
    onClose();
  };
  return (
    <Dialog
      title={run ? `Ask for verdicts on ${run.name}` : 'Ask for verdicts'}
      onClose={onClose}
      actions={
        <button type="submit" form={formId} className="btn strong" disabled={isBusy || !isReady}>
          {people.length < 2 ? 'Ask' : `Ask ${people.length} people`}
        </button>
      }
    >
      <form id={formId} className="form" onSubmit={(event) => void ask(event)}>
        {!run && <WhichRuns studyId={studyId} isSome={isSome} runIds={runIds} onSome={setSome} onRuns={setRunIds} />}
        <PeoplePicker picked={people} taken={isSome ? NOBODY : new Set(asked)} onChange={setPeople} />
        <p className="hint">Each finds it in their inbox and on the overview, until the verdict is given or somebody withdraws it.</p>
        {problem && <Failure problem={problem} />}
      </form>
    </Dialog>
  );
}

interface WhichRunsProps {
  studyId: string;
  isSome: boolean;
  runIds: readonly string[];
  onSome: (isSome: boolean) => void;
  onRuns: (ids: readonly string[]) => void;
}

function WhichRuns({ studyId, isSome, runIds, onSome, onRuns }: WhichRunsProps) {
  const [{ data }] = useQuery({ query: RunsToJudgeDocument, variables: { filter: { studyId, status: ['COMPLETED'], isArchived: false } }, pause: !isSome });
  const toggle = (id: string) => onRuns(runIds.includes(id) ? runIds.filter((each) => each !== id) : [...runIds, id]);
  const more = (data?.runs.totalCount ?? 0) - (data?.runs.nodes.length ?? 0);
  return (
    <fieldset className="people-picker">
      <legend className="label">On which runs</legend>
      <label className="radio">
        <input type="radio" name="which" checked={!isSome} onChange={() => onSome(false)} />
        All runs of the study
      </label>
      <label className="radio">
        <input type="radio" name="which" checked={isSome} onChange={() => onSome(true)} />
        Some of the completed ones
      </label>
      {isSome && (
        <div className="picks">
          {data?.runs.nodes.map(({ id, name }) => (
            <label key={id} className="radio">
              <input type="checkbox" checked={runIds.includes(id)} onChange={() => toggle(id)} />
              {name}
            </label>
          ))}
          {data?.runs.nodes.length === 0 && <p className="muted">No run is completed so far.</p>}
          {more > 0 && <p className="muted">The newest 100; {more} more can be asked about on their own pages.</p>}
        </div>
      )}
    </fieldset>
  );
}
