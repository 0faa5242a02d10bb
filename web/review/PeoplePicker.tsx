'use client';
import { useState } from 'react';
import { useQuery } from 'urql';
import { PersonMark } from '../account/PersonMark.tsx';
import { ReviewersDocument } from './study-review-documents.ts';

export interface Picked {
  id: string;
  name: string;
  colour: string;
}

interface PeoplePickerProps {
  picked: readonly Picked[];
  /** ids of people who cannot be picked, since they were already */
  taken: ReadonlySet<string>;
  onChange: (picked: Picked[]) => void;
}

/** People who may give verdicts, by name; whoever is picked stays in the list whatever is sought then. */
export function PeoplePicker({ picked, taken, onChange }: PeoplePickerProps) {
  const [text, setText] = useState('');
  const [{ data, fetching }] = useQuery({ query: ReviewersDocument, variables: { text: text.trim() || null }, requestPolicy: 'cache-and-network' });
  const found = data?.people.nodes ?? [];
  const shown = [...picked, ...found.filter(({ id }) => !picked.some((each) => each.id === id))];
  const isPicked = (id: string) => picked.some((each) => each.id === id);
  const toggle = (person: Picked) => onChange(isPicked(person.id) ? picked.filter(({ id }) => id !== person.id) : [...picked, person]);
  const more = (data?.people.totalCount ?? 0) - found.length;
  return (
    <fieldset className="people-picker">
      <legend className="label">Whom</legend>
      <input type="search" aria-label="People with this name" placeholder="Name" value={text} onChange={(event) => setText(event.target.value)} />
      <div className="picks">
        {shown.map((person) => (
          <label key={person.id} className="radio">
            <input type="checkbox" checked={isPicked(person.id)} disabled={taken.has(person.id) || (picked.length >= 20 && !isPicked(person.id))} onChange={() => toggle(person)} />
            <PersonMark name={person.name} colour={person.colour} />
            {person.name}
            {taken.has(person.id) && <span className="muted">asked already</span>}
          </label>
        ))}
        {!fetching && shown.length === 0 && <p className="muted">{text ? 'Nobody of this name may give verdicts.' : 'Nobody may give verdicts so far; an admin adds people.'}</p>}
        {more > 0 && <p className="muted">{more} more: type a part of the name.</p>}
      </div>
    </fieldset>
  );
}
