'use client';
import { type FormEvent, useState } from 'react';
import { ShownOnce } from '../account/ShownOnce.tsx';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { linkPlaces, pathIn } from './prepare-links.ts';
import { CreateShareLinkDocument, type StudyEntry } from './studies-documents.ts';

const OTHER = 'other';
const ENDS = [
  { days: 7, word: '7 days' },
  { days: 30, word: '30 days' },
  { days: 90, word: '90 days' },
  { days: 365, word: '1 year' },
];

/** Makes a share link and shows it once. */
export function NewLinkForm({ study, onMade }: { study: StudyEntry; onMade: () => void }) {
  const places = linkPlaces(study);
  const [place, setPlace] = useState(places[0]!.path);
  const [other, setOther] = useState('');
  const [days, setDays] = useState(30);
  const [showsNames, setShowsNames] = useState(false);
  const [address, setAddress] = useState<string | null>(null);
  const { send, isBusy, problem } = useChange(CreateShareLinkDocument);
  const path = place === OTHER ? (typeof location === 'undefined' ? null : pathIn(other, location.origin)) : place;
  const make = async (event: FormEvent) => {
    event.preventDefault();
    if (path === null) return;
    const made = await send({ input: { studyId: study.id, path, showsNames, expiresInDays: days } });
    if (!made?.address) return;
    setAddress(location.origin + made.address);
    onMade();
  };
  return (
    <>
      {address && <ShownOnce title="The new share link" about="Whoever has it sees this study." text={address} onDone={() => setAddress(null)} />}
      <form className="form inline-form" aria-label="A new share link" onSubmit={(event) => void make(event)}>
        <label>
          <span className="label">New link, opens</span>
          <select value={place} onChange={(event) => setPlace(event.target.value)}>
            {places.map(({ path: each, word }) => (
              <option key={each} value={each}>
                {word}
              </option>
            ))}
            <option value={OTHER}>another page …</option>
          </select>
        </label>
        {place === OTHER && (
          <label className="grow">
            <span className="label">Address of the page</span>
            <input required placeholder="/runs/run_… or pasted from the address bar" value={other} aria-invalid={other !== '' && path === null} onChange={(event) => setOther(event.target.value)} />
          </label>
        )}
        <label>
          <span className="label">Ends after</span>
          <select value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {ENDS.map((end) => (
              <option key={end.days} value={end.days}>
                {end.word}
              </option>
            ))}
          </select>
        </label>
        <label className="radio">
          <input type="checkbox" checked={showsNames} onChange={(event) => setShowsNames(event.target.checked)} />
          Show names of people and machines
        </label>
        <button type="submit" className="btn" disabled={isBusy || path === null}>
          Make link
        </button>
      </form>
      {problem && <Failure problem={problem} />}
    </>
  );
}
