'use client';
import { type FormEvent, useId, useMemo } from 'react';
import { useQuery } from 'urql';
import { Switch } from '../frame/Switch.tsx';
import { type AuditLine, NamesDocument } from './audit-documents.ts';
import { actionsKnown, peopleKnown } from './prepare-audit.ts';
import { type AuditView, isWhole, type TextField } from './view.ts';

const RESULTS = [
  { value: 'all', label: 'All' },
  { value: 'done', label: 'Done' },
  { value: 'refused', label: 'Refused' },
] as const;

interface AuditFormProps {
  view: AuditView;
  lines: readonly AuditLine[];
  change: (changes: Record<string, string | null>) => void;
}

/** Which entries are wanted; a field counts when it is left, or by Enter. */
export function AuditForm({ view, lines, change }: AuditFormProps) {
  const [{ data }] = useQuery({ query: NamesDocument });
  const people = useMemo(() => peopleKnown(data?.people.nodes.map(({ name }) => name) ?? [], lines), [data, lines]);
  const actions = useMemo(() => actionsKnown(lines), [lines]);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    change(Object.fromEntries([...fields].map(([name, value]) => [name, String(value).trim() || null])));
  };
  const field = (name: TextField, label: string, more: { type?: string; names?: readonly string[]; placeholder?: string } = {}) => <Field name={name} label={label} value={view[name]} onLeave={(value) => value !== view[name] && change({ [name]: value || null })} {...more} />;
  return (
    <form className="form inline-form audit-form" aria-label="Which entries" onSubmit={send}>
      {field('person', 'Person', { names: people })}
      {field('action', 'Action', { names: actions, placeholder: 'e.g. editRun' })}
      {field('object', 'Object', { placeholder: 'its id' })}
      {field('from', 'From', { type: 'date' })}
      {field('to', 'To, that day too', { type: 'date' })}
      <Switch label="What became of it" choices={RESULTS} value={view.result} onChange={(value) => change({ result: value === 'all' ? null : value })} />
      <button type="submit" className="btn">
        Show
      </button>
      {!isWhole(view) && (
        <button type="button" className="btn plain" onClick={() => change({ person: null, action: null, object: null, from: null, to: null, result: null })}>
          Clear
        </button>
      )}
    </form>
  );
}

interface FieldProps {
  name: string;
  label: string;
  value: string;
  type?: string;
  placeholder?: string;
  names?: readonly string[];
  onLeave: (value: string) => void;
}

function Field({ name, label, value, type = 'text', placeholder, names, onLeave }: FieldProps) {
  const list = useId();
  return (
    <label>
      <span className="label">{label}</span>
      {/* the value of the address is the field's beginning: another one makes another field */}
      <input key={value} className="field" name={name} type={type} defaultValue={value} placeholder={placeholder} list={names && list} autoComplete="off" spellCheck={false} onBlur={({ target }) => onLeave(target.value.trim())} />
      {names && (
        <datalist id={list}>
          {names.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
      )}
    </label>
  );
}
