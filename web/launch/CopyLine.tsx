'use client';
import { useClipboard } from '@mantine/hooks';

/** A command, and buttons that copy it, or it with a word behind it. */
export function CopyLine({ text, choices }: { text: string; choices: readonly { label: string; suffix: string }[] }) {
  return (
    <div className="copy-line">
      <code>{text}</code>
      <div className="row">
        {choices.map(({ label, suffix }) => (
          <CopyButton key={label} label={label} text={text + suffix} />
        ))}
      </div>
    </div>
  );
}

function CopyButton({ label, text }: { label: string; text: string }) {
  const { copy, copied } = useClipboard({ timeout: 2000 });
  return (
    <button type="button" className="btn" onClick={() => copy(text)}>
      {copied ? 'Copied' : label}
    </button>
  );
}
