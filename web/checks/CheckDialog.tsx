'use client';
import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useId, useState } from 'react';
import type { MetricEntry } from '../figures/metric-entry.ts';
import { plural } from '../formats/names.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { useAnswer } from '../graphql/use-answer.ts';
import { useChange } from '../graphql/use-change.ts';
import { MetricField } from '../metrics/MetricField.tsx';
import { type CheckFields, fieldsOf, limitError, NEW_CHECK, ruleIn } from './check-form.ts';
import { type Check, type CheckRule, CheckTrialDocument, CreateCheckDocument, UpdateCheckDocument } from './checks-documents.ts';
import { ruleSentence } from './prepare-rule.ts';
import { trialText } from './prepare-outcomes.ts';

interface CheckDialogProps {
  studyId: string;
  /** null: a new one */
  check: Check | null;
  layers: readonly string[];
  metrics: readonly MetricEntry[];
  onClose: () => void;
  onChanged: () => void;
}

/** A rule of a study, new or changed: while it is written it stands there as a sentence, with what it would give for the runs of today. */
export function CheckDialog({ studyId, check, layers, metrics, onClose, onChanged }: CheckDialogProps) {
  const [fields, setFields] = useState<CheckFields>(() => (check ? fieldsOf(check) : NEW_CHECK));
  const create = useChange(CreateCheckDocument);
  const update = useChange(UpdateCheckDocument);
  const formId = useId();
  const rule = ruleIn(fields);
  const name = fields.name.trim();
  const problem = create.problem ?? update.problem;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!rule || name === '') return;
    const isSaved = check ? await update.send({ input: { checkId: check.id, expectedVersion: check.version, name, ...rule } }) : await create.send({ input: { studyId, name, ...rule } });
    onChanged();
    if (isSaved) onClose();
  };
  return (
    <Dialog
      title={check ? `Change the check "${check.name}"` : 'New check'}
      onClose={onClose}
      actions={
        <button type="submit" form={formId} className="btn strong" disabled={create.isBusy || update.isBusy || !rule || name === ''}>
          {check ? 'Save' : 'Make check'}
        </button>
      }
    >
      <form id={formId} className="form" onSubmit={(event) => void save(event)}>
        <label>
          <span className="label">Name</span>
          <input required maxLength={200} placeholder="collapsed at the end" value={fields.name} onChange={(event) => setFields({ ...fields, name: event.target.value })} />
        </label>
        <RuleFields fields={fields} layers={layers} metrics={metrics} onChange={setFields} />
        <div className="rule-said" aria-live="polite">
          <p>
            <b>{rule ? ruleSentence(rule, metrics) : 'Give the limit, and the rule stands here in words.'}</b>
          </p>
          {rule && <Trial studyId={studyId} rule={rule} />}
        </div>
        {problem?.code === 'CONFLICT' ? <p role="alert"><b>Somebody else changed this check meanwhile.</b> Nothing was saved; leave this window and open it again.</p> : problem && <Failure problem={problem} />}
      </form>
    </Dialog>
  );
}

/** What the rule would give, asked when the typing rests. */
function Trial({ studyId, rule }: { studyId: string; rule: CheckRule }) {
  const [settled] = useDebouncedValue(rule, 400);
  const { data, problem, isOld } = useAnswer(CheckTrialDocument, { studyId, ...settled }, 0);
  if (problem) return <p className="c-bad">{problem.sentence}</p>;
  const trial = data?.checkTrial;
  if (!trial) return <p className="muted">What it would give for the runs of today …</p>;
  const { text, failed } = trialText(trial);
  return (
    <>
      <p className={isOld ? 'muted' : undefined}>{text}</p>
      {failed && <p className="muted">{failed}</p>}
      {trial.leftOutRunCount > 0 && <p className="muted">{plural(trial.leftOutRunCount, 'older run')} left out.</p>}
    </>
  );
}

interface RuleFieldsProps {
  fields: CheckFields;
  layers: readonly string[];
  metrics: readonly MetricEntry[];
  onChange: (fields: CheckFields) => void;
}

const POINTS: readonly { value: CheckFields['point']; word: string }[] = [
  { value: 'LAST', word: 'at the last epoch' },
  { value: 'TERMINAL_PHASE', word: 'where the terminal phase begins' },
  { value: 'BEST', word: 'at its best' },
];
const BOUNDS: readonly { value: CheckFields['bound']; word: string }[] = [
  { value: 'BELOW', word: 'at most' },
  { value: 'ABOVE', word: 'at least' },
  { value: 'BASELINE', word: 'no worse than the baseline’s by more than' },
];

function RuleFields({ fields, layers, metrics, onChange }: RuleFieldsProps) {
  const [listId, hintId] = [useId(), useId()];
  const set = (change: Partial<CheckFields>) => onChange({ ...fields, ...change });
  const unit = metrics.find(({ id }) => id === fields.metric)?.unit;
  const error = limitError(fields);
  const hint = fields.bound === 'BASELINE' ? 'in per cent of the baseline’s value' : unit === 'share' ? 'a share: 0.02 is 2 %' : unit && unit !== 'none' ? `in ${unit}` : 'a number without unit';
  return (
    <>
      <MetricField value={fields.metric} metrics={metrics} onChange={(metric) => set({ metric })} />
      <div className="two">
        <label>
          <span className="label">Images</span>
          <select value={fields.split} onChange={(event) => set({ split: event.target.value as CheckFields['split'] })}>
            <option value="TRAIN">train</option>
            <option value="TEST">test</option>
          </select>
        </label>
        <label>
          <span className="label">Layer</span>
          <input list={listId} required maxLength={200} value={fields.layer} onChange={(event) => set({ layer: event.target.value })} />
          <datalist id={listId}>
            {layers.map((layer) => (
              <option key={layer} value={layer} />
            ))}
          </datalist>
        </label>
      </div>
      <label>
        <span className="label">When</span>
        <select value={fields.point} onChange={(event) => set({ point: event.target.value as CheckFields['point'] })}>
          {POINTS.map(({ value, word }) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <div className="two">
        <label>
          <span className="label">It has to be</span>
          <select value={fields.bound} onChange={(event) => set({ bound: event.target.value as CheckFields['bound'] })}>
            {BOUNDS.map(({ value, word }) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="label">Limit</span>
          <input inputMode="decimal" required value={fields.limit} aria-invalid={error !== null} aria-describedby={hintId} onChange={(event) => set({ limit: event.target.value })} />
          <span id={hintId} className={error ? 'hint c-bad' : 'hint'}>
            {error ?? hint}
          </span>
        </label>
      </div>
    </>
  );
}
