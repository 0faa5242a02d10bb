'use client';
import { Tooltip } from '@mantine/core';

/** How many values of a figure do not exist; on hover and focus, why. */
export function GapNote({ note }: { note: { short: string; text: string } }) {
  return (
    <Tooltip
      label={note.text}
      multiline
      w={300}
      withinPortal={false}
      classNames={{ tooltip: 'tip' }}
      events={{ hover: true, focus: true, touch: true }}
    >
      <button type="button" className="fig-note">
        {note.short}
      </button>
    </Tooltip>
  );
}
