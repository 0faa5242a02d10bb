'use client';
import { useId } from 'react';
import { Switch } from '../frame/Switch.tsx';
import type { FieldModel } from './prepare-fields.ts';

interface SettingFieldProps {
  field: FieldModel;
  onChange: (text: string) => void;
}

/** A setting: its name, its value, and beside a changed one what the paper has, which is also the way back. */
export function SettingField({ field, onChange }: SettingFieldProps) {
  const id = useId();
  const { label, error, hint, beside } = field;
  return (
    <div className="setting">
      {field.kind === 'switch' ? <span>{label}</span> : <label htmlFor={id}>{label}</label>}
      <Control id={id} field={field} onChange={onChange} />
      <span className="hint" id={`${id}-hint`}>
        {beside && (
          <button type="button" className="beside" title={`Back to the usual value of ${label.toLowerCase()}`} onClick={() => onChange('')}>
            {beside}
          </button>
        )}
        {error ? <b className="c-bad">{error}</b> : !beside && hint}
      </span>
    </div>
  );
}

function Control({ id, field, onChange }: SettingFieldProps & { id: string }) {
  const { kind, value, choices, usual, error, label } = field;
  const described = { id, 'aria-describedby': `${id}-hint`, 'aria-invalid': error !== null };
  if (kind === 'switch') return <Switch label={label} choices={choices} value={value} onChange={onChange} />;
  if (kind === 'choice')
    return (
      <select className="field" {...described} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  return <input className="field" {...described} inputMode={kind === 'number' ? 'numeric' : undefined} value={value} placeholder={usual ?? ''} onChange={(event) => onChange(event.target.value)} />;
}
