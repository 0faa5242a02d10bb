'use client';
import { useClipboard } from '@mantine/hooks';

/** A command, and a button that copies it. */
export function CopyLine({ name, text }: { name: string; text: string }) {
  const { copy, copied } = useClipboard({ timeout: 2000 });
  return (
    <div className="copy-line">
      <code>{text}</code>
      <button type="button" className="btn" aria-label={`Copy the command ${name}`} onClick={() => copy(text)}>
        {copied ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}
