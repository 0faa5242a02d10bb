'use client';
import { CopyLine } from '../launch/CopyLine.tsx';

/** A secret that nobody can read again: it stands until it is put away. */
export function ShownOnce({ title, about, text, onDone }: { title: string; about: string; text: string; onDone: () => void }) {
  return (
    <div className="shown-once" role="status">
      <b>{title}</b>
      <p className="muted">{about} It is shown this once; nobody can read it again.</p>
      <CopyLine text={text} choices={[{ label: 'Copy', suffix: '' }]} />
      <button type="button" className="btn plain" onClick={onDone}>
        I have it
      </button>
    </div>
  );
}
