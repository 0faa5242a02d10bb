'use client';
import { type FormEvent, useState } from 'react';
import type { MetricEntry } from '../../figures/metric-entry.ts';
import { count } from '../../formats/numbers.ts';
import { Switch } from '../../frame/Switch.tsx';
import { STATUSES } from '../prepare-status.ts';
import type { Place } from './columns.ts';
import { type Condition, LIST_KINDS, type ListKind } from './filter.ts';
import { PlaceFields } from './PlaceFields.tsx';
import { choicesOf, KIND_WORDS } from './prepare-filter.ts';
import type { TableChoices } from './table-documents.ts';

interface ConditionFormProps {
  /** null: a new one */
  condition: Condition | null;
  choices: TableChoices | null;
  metrics: readonly MetricEntry[];
  onDone: (condition: Condition) => void;
}

const KINDS: readonly Condition['kind'][] = ['status', 'network', 'dataset', 'study', 'tag', 'phase', 'value', 'generated'];
const YES_NO = [
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
] as const;
const IS = [
  { value: 'is', label: 'is one of' },
  { value: 'not', label: 'is none of' },
] as const;
const SIGNS = [
  { value: '<', label: 'less than' },
  { value: '>', label: 'greater than' },
] as const;

const isList = (kind: Condition['kind']): kind is ListKind => (LIST_KINDS as readonly string[]).includes(kind);

/** One condition of the filter: what of a run, and what it must be. */
export function ConditionForm({ condition, choices, metrics, onDone }: ConditionFormProps) {
  const [kind, setKind] = useState<Condition['kind']>(condition?.kind ?? 'status');
  const before = condition?.kind === kind ? condition : null;
  const [isNot, setNot] = useState(before && 'isNot' in before ? before.isNot : false);
  const [values, setValues] = useState<string[]>(before && 'values' in before ? before.values : []);
  const [isYes, setYes] = useState(before?.kind === 'phase' ? before.isReached : before?.kind === 'generated' ? before.isGenerated : true);
  const [place, setPlace] = useState<Place>(before?.kind === 'value' ? before.place : { metric: 'NC1', split: 'TRAIN', at: 'end' });
  const [sign, setSign] = useState<'<' | '>'>(before?.kind === 'value' ? before.sign : '<');
  const [than, setThan] = useState(before?.kind === 'value' ? String(before.than) : '0.1');
  const made = madeOf();
  function madeOf(): Condition | null {
    if (isList(kind)) return values.length > 0 ? { kind, isNot, values } : null;
    if (kind === 'phase') return { kind, isReached: isYes };
    if (kind === 'generated') return { kind, isGenerated: isYes };
    return than.trim() !== '' && Number.isFinite(Number(than)) ? { kind, place, sign, than: Number(than) } : null;
  }
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (made) onDone(made);
  };
  return (
    <form className="form" onSubmit={send}>
      <label>
        <span className="label">Runs by</span>
        <select
          value={kind}
          onChange={(event) => {
            setKind(event.target.value as Condition['kind']);
            setValues([]);
          }}
        >
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {KIND_WORDS[each]}
            </option>
          ))}
        </select>
      </label>
      {isList(kind) && (
        <>
          <Switch label="Is or is not" choices={IS} value={isNot ? 'not' : 'is'} onChange={(value) => setNot(value === 'not')} />
          <ListField kind={kind} values={values} choices={choices} onChange={setValues} />
        </>
      )}
      {(kind === 'phase' || kind === 'generated') && (
        <Switch label={kind === 'phase' ? 'Terminal phase reached' : 'Made by a program'} choices={YES_NO} value={isYes ? 'yes' : 'no'} onChange={(value) => setYes(value === 'yes')} />
      )}
      {kind === 'value' && (
        <>
          <PlaceFields place={place} metrics={metrics} onChange={setPlace} />
          <div className="two">
            <label>
              <span className="label">Is</span>
              <select value={sign} onChange={(event) => setSign(event.target.value as '<' | '>')}>
                {SIGNS.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
            <label>
              <span className="label">This number</span>
              <input inputMode="decimal" value={than} onChange={(event) => setThan(event.target.value)} />
            </label>
          </div>
        </>
      )}
      <button type="submit" className="btn strong send" disabled={!made}>
        {condition ? 'Change' : 'Add'}
      </button>
    </form>
  );
}

interface ListFieldProps {
  kind: ListKind;
  values: string[];
  choices: TableChoices | null;
  onChange: (values: string[]) => void;
}

function ListField({ kind, values, choices, onChange }: ListFieldProps) {
  const offered = choicesOf(kind, choices, STATUSES, values);
  if (offered.length === 0) return <p className="muted">No run has any.</p>;
  return (
    <fieldset className="ticks">
      <legend className="hide">{KIND_WORDS[kind]}</legend>
      {offered.map(({ value, label, count: runs }) => (
        <label key={value} className="tick">
          <input
            type="checkbox"
            checked={values.includes(value)}
            onChange={(event) => onChange(event.target.checked ? [...values, value] : values.filter((each) => each !== value))}
          />
          <span className="grow">{label}</span>
          {runs !== null && <span className="muted">{count(runs)}</span>}
        </label>
      ))}
    </fieldset>
  );
}
