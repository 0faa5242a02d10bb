'use client';
import { useEffect, useState } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { useChange } from '../graphql/use-change.ts';
import { SetUserColourDocument } from './account-documents.ts';
import { COLOURS } from './roles.ts';

/** The ten colours of marks, of which one is the person's. */
export function ColourChoice({ userId, colour, onChanged }: { userId: string; colour: string; onChanged: () => void }) {
  const { send, problem } = useChange(SetUserColourDocument);
  // the choice moves at once, or arrow keys would stand still until the server answers
  const [shown, setShown] = useState(colour);
  useEffect(() => setShown(colour), [colour]);
  const choose = async (next: string) => {
    setShown(next);
    if (await send({ input: { userId, colour: next } })) onChanged();
    else setShown(colour);
  };
  return (
    <fieldset className="colours">
      <legend className="hide">Colour of the mark</legend>
      {COLOURS.map((each, k) => (
        <label key={each} className="colour" title={`Colour ${k + 1}`}>
          <input type="radio" name={`colour-${userId}`} checked={each === shown} onChange={() => void choose(each)} aria-label={`Colour ${k + 1} of 10`} />
          <span style={{ background: `var(--${each})` }} aria-hidden="true" />
        </label>
      ))}
      {problem && <Failure problem={problem} />}
    </fieldset>
  );
}
