'use client';
import { useId } from 'react';
import { Switch } from '../frame/Switch.tsx';
import type { ChosenStudy } from '../studies/choose-study.ts';
import { StudyField } from '../studies/StudyField.tsx';
import type { StudyName } from '../studies/study-documents.ts';
import type { RunForm } from './run-form.ts';

interface RunFieldsProps {
  form: RunForm;
  usualName: string;
  usualStudy: string;
  study: ChosenStudy | null;
  studies: readonly StudyName[];
  errors: Partial<Record<string, string>>;
  onChange: (part: Partial<RunForm>) => void;
}

const SPLITS = [
  { value: 'TRAIN', label: 'train' },
  { value: 'TEST', label: 'test' },
] as const;

/** Which run the files belong to, and what their features are of. */
export function RunFields({ form, usualName, usualStudy, study, studies, errors, onChange }: RunFieldsProps) {
  const openId = useId();
  return (
    <>
      <StudyField value={form.study} usual={usualStudy} chosen={study} studies={studies} error={errors.study ?? null} onChange={(text) => onChange({ study: text })} />
      <TextField label="Run" value={form.name} usual={usualName} hint="one of that name in the study is gone on with" error={errors.name} onChange={(name) => onChange({ name })} />
      <TextField label="Network" value={form.architecture} usual="e.g. ResNet18; may stay untold" error={errors.architecture} onChange={(architecture) => onChange({ architecture })} />
      <TextField label="Data set" value={form.dataset} usual="e.g. CIFAR10; may stay untold" error={errors.dataset} onChange={(dataset) => onChange({ dataset })} />
      <div className="setting">
        <span>Features are of</span>
        <Switch label="Split of the features" choices={SPLITS} value={form.split} onChange={(split) => onChange({ split })} />
        <span className="hint">{form.split === 'TEST' && 'compared with the class means of the train split, which is recorded first'}</span>
      </div>
      <TextField label="Layer" value={form.layer} usual="last" error={errors.layer} onChange={(layer) => onChange({ layer })} />
      <div className="setting">
        <label htmlFor={openId}>More will follow</label>
        <span className="row tight">
          <input id={openId} type="checkbox" checked={form.staysOpen} onChange={(event) => onChange({ staysOpen: event.target.checked })} />
          <span className="label">the run stays unfinished</span>
        </span>
      </div>
    </>
  );
}

function TextField({ label, value, usual, hint, error, onChange }: { label: string; value: string; usual: string; hint?: string; error?: string; onChange: (text: string) => void }) {
  const id = useId();
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="field" value={value} placeholder={usual} aria-describedby={`${id}-hint`} aria-invalid={error !== undefined} onChange={(event) => onChange(event.target.value)} />
      <span className="hint" id={`${id}-hint`}>
        {error ? <b className="c-bad">{error}</b> : hint}
      </span>
    </div>
  );
}
