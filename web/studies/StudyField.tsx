'use client';
import { useId } from 'react';
import type { ChosenStudy } from './choose-study.ts';
import type { StudyName } from './study-documents.ts';

interface StudyFieldProps {
  value: string;
  /** what counts while the field is empty */
  usual: string;
  chosen: ChosenStudy | null;
  studies: readonly StudyName[];
  error: string | null;
  onChange: (text: string) => void;
}

/** A study by its name: one of those there are, or a new one. */
export function StudyField({ value, usual, chosen, studies, error, onChange }: StudyFieldProps) {
  const [id, listId] = [useId(), useId()];
  return (
    <div className="setting">
      <label htmlFor={id}>Study</label>
      <input id={id} className="field" list={listId} value={value} placeholder={usual} aria-describedby={`${id}-hint`} aria-invalid={error !== null} onChange={(event) => onChange(event.target.value)} />
      <datalist id={listId}>
        {studies.map((study) => (
          <option key={study.id} value={study.name} />
        ))}
      </datalist>
      <span className="hint" id={`${id}-hint`}>
        {error ? <b className="c-bad">{error}</b> : chosen === null ? 'a name with a letter or digit' : chosen.isNew ? `new study, ${chosen.slug}` : `joins ${chosen.name}`}
      </span>
    </div>
  );
}
