'use client';
import { type FormEvent, useId, useState } from 'react';
import type { MetricEntry } from '../figures/metric-entry.ts';
import { plain } from '../formats/numbers.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { fieldsOf, rulesIn } from './review-form.ts';
import { type StudyReview, UpdateStudyReviewDocument } from './study-review-documents.ts';

interface ReviewSettingsDialogProps {
  study: StudyReview;
  metrics: readonly MetricEntry[];
  onClose: () => void;
  onChanged: () => void;
}

/** What a study asks for before it is made final, and when a run is suggested to have collapsed. */
export function ReviewSettingsDialog({ study, metrics, onClose, onChanged }: ReviewSettingsDialogProps) {
  // what was read when the window opened: the page behind it goes on reading
  const [base] = useState(study);
  const [fields, setFields] = useState(() => fieldsOf(study));
  const { send, isBusy, problem } = useChange(UpdateStudyReviewDocument);
  const [formId, neededId] = [useId(), useId()];
  const read = rulesIn(fields);
  const errors = 'errors' in read ? read.errors : null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!('rules' in read)) return;
    if (await send({ input: { studyId: study.id, expectedVersion: base.version, ...read.rules } })) onClose();
    onChanged();
  };
  return (
    <Dialog
      title="Rules of the review"
      onClose={onClose}
      actions={
        <button type="submit" form={formId} className="btn strong" disabled={isBusy || errors !== null}>
          Save
        </button>
      }
    >
      <form id={formId} className="form" onSubmit={(event) => void save(event)}>
        <label>
          <span className="label">Verdicts of different people that each completed run needs before the study is made final; 0 for none</span>
          <input inputMode="numeric" value={fields.needed} aria-invalid={errors?.needed !== undefined} aria-describedby={neededId} onChange={(event) => setFields({ ...fields, needed: event.target.value })} />
          {errors?.needed && <span id={neededId} className="hint c-bad">{errors.needed}</span>}
        </label>
        <fieldset className="limits">
          <legend className="label">A run is suggested to have collapsed where each of these is at most, at the end of training</legend>
          {base.verdictLimits.map(({ metric, limit, isUsual }) => {
            const entry = metrics.find(({ id }) => id === metric);
            return (
              <div key={metric} className="limit-field">
                <MetricHelpButton id={metric}>{entry?.title ?? metric}</MetricHelpButton>
                <input
                  inputMode="decimal"
                  aria-label={`Limit of ${entry?.title ?? metric}`}
                  placeholder={isUsual ? `${plain(limit)}, as usual` : 'as usual'}
                  value={fields.limits[metric] ?? ''}
                  aria-invalid={errors?.limits[metric] !== undefined}
                  onChange={(event) => setFields({ ...fields, limits: { ...fields.limits, [metric]: event.target.value } })}
                />
                {errors?.limits[metric] && <span className="hint c-bad">{errors.limits[metric]}</span>}
              </div>
            );
          })}
        </fieldset>
        {problem?.code === 'CONFLICT' ? <p role="alert"><b>Somebody else changed the study meanwhile.</b> Nothing was saved; leave this window and open it again.</p> : problem && <Failure problem={problem} />}
      </form>
    </Dialog>
  );
}
