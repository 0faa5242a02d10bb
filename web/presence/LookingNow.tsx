'use client';
import { Tooltip } from '@mantine/core';
import { PersonMark } from '../account/PersonMark.tsx';
import type { Presence } from './presence-documents.ts';
import { prepareLookingNow } from './prepare-presence.ts';

/** Who else looks at the run, as marks; their names on hover, on focus and aloud. It takes room that was free before, so that nothing moves. */
export function LookingNow({ presence }: { presence: Presence }) {
  const looking = prepareLookingNow(presence);
  if (!looking) return null;
  return (
    <Tooltip label={looking.words} multiline maw={300} withinPortal={false} classNames={{ tooltip: 'tip' }} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className="looking-now">
        {looking.marks.map(({ id, name, colour }) => (
          <PersonMark key={id} name={name} colour={colour} />
        ))}
        {looking.more && (
          <span className="fig" aria-hidden="true">
            {looking.more}
          </span>
        )}
        <span className="label">
          looking now<span className="hide">: {looking.words}</span>
        </span>
      </button>
    </Tooltip>
  );
}
