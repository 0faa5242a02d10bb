'use client';
import { useState } from 'react';
import type { MetricEntry } from '../figures/metric-entry.ts';
import { useChange } from '../graphql/use-change.ts';
import { Composer } from './Composer.tsx';
import { anchorWords, type Place } from './prepare-notes.ts';
import { BeginThreadDocument } from './writing-documents.ts';

interface NewNoteProps {
  studyId: string;
  /** null: on the study itself */
  runId: string | null;
  /** null: on the run or the study as a whole */
  place: Place | null;
  metrics: readonly MetricEntry[];
  onDone: (threadId: string | null) => void;
  /** the run is said elsewhere: "the run" would be one of many */
  ofRun?: string;
}

/** A note that is being written: where it will stand, up to which epoch, and its words. */
export function NewNote({ studyId, runId, place, metrics, onDone, ofRun }: NewNoteProps) {
  const begin = useChange(BeginThreadDocument);
  const [to, setTo] = useState<string | null>(null);
  const toEpoch = place && (to !== null && /^\d+$/.test(to) && Number(to) >= place.fromEpoch ? Number(to) : place.fromEpoch);
  const anchor = place && { metric: place.metric, split: place.split, layer: place.layer, fromEpoch: place.fromEpoch, toEpoch };
  const words = anchor && anchorWords({ anchor: { ...anchor, toEpoch, cell: [], value: null, valueNow: null, formulaVersion: null, isOutdated: null } }, metrics);
  const send = async (body: string) => {
    const answer = await begin.send({ input: { studyId, runId, anchor, body } });
    if (answer) onDone(answer.thread?.id ?? null);
    return answer !== null;
  };
  return (
    <div className="new-note">
      <p>{words ? <>New note on <b>{words.what}</b>{ofRun && ` of ${ofRun}`}, {words.of}, <b>{words.where}</b></> : <>New note on <b>{ofRun ?? `the ${runId === null ? 'study' : 'run'}`}</b></>}</p>
      {place && (
        <label className="row tight">
          <span className="label">up to epoch</span>
          <input className="field" inputMode="numeric" value={to ?? String(place.toEpoch)} onChange={(event) => setTo(event.target.value)} />
        </label>
      )}
      <Composer label="Your note, in Markdown; @ calls somebody" word="Leave note" hasFocus isBusy={begin.isBusy} problem={begin.problem} onSend={send} onLeave={() => onDone(null)} />
    </div>
  );
}
