'use client';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { Failure } from '../frame/Failure.tsx';
import type { Problem } from '../graphql/problem.ts';
import { mentionOf } from './mentions.ts';
import { useColleagues } from './use-colleagues.ts';

interface ComposerProps {
  /** what the field is, for those who do not see where it stands */
  label: string;
  word: string;
  text?: string;
  isBusy: boolean;
  problem: Problem | null;
  hasFocus?: boolean;
  /** Gives whether it was taken: then the field is empty again. */
  onSend: (body: string) => Promise<boolean>;
  onLeave?: () => void;
}

/** The name being typed behind the last "@" before the caret. */
const NAME = /(?:^|[\s(])@([\p{L}\p{N}._-]{0,40})$/u;

/** A field for words in Markdown. Nothing typed is lost: a text that was refused stays. */
export function Composer({ label, word, text = '', isBusy, problem, hasFocus = false, onSend, onLeave }: ComposerProps) {
  const [body, setBody] = useState(text);
  const [begun, setBegun] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const people = useColleagues(begun);
  const send = async () => {
    if (body.trim() === '' || isBusy) return;
    if (await onSend(body)) setBody('');
  };
  const call = (name: string) => {
    const caret = field.current?.selectionStart ?? body.length;
    const before = body.slice(0, caret).replace(NAME, (whole, typed: string) => `${whole.slice(0, whole.length - typed.length - 1)}${mentionOf(name)} `);
    setBody(before + body.slice(caret));
    setBegun(null);
    field.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
    else if (event.key === 'Escape' && onLeave && begun === null) onLeave();
    else if (event.key === 'Escape') setBegun(null);
    else return;
    event.stopPropagation();
    event.preventDefault();
  };
  return (
    <div className="composer">
      <textarea
        ref={field}
        rows={body.includes('\n') || body.length > 60 ? 4 : 2}
        maxLength={10_000}
        aria-label={label}
        aria-describedby={listId}
        placeholder={label}
        // biome-ignore lint/a11y/noAutofocus: it came because somebody asked to write
        autoFocus={hasFocus}
        value={body}
        onChange={(event) => {
          setBody(event.target.value);
          setBegun(NAME.exec(event.target.value.slice(0, event.target.selectionStart))?.[1] ?? null);
        }}
        onKeyDown={onKey}
      />
      <div id={listId} className="row tight">
        {people.map((person) => (
          <button key={person.id} type="button" className="btn plain" onClick={() => call(person.name)}>
            @{person.name}
          </button>
        ))}
        <span className="grow" />
        {onLeave && (
          <button type="button" className="btn plain" onClick={onLeave}>
            Leave it
          </button>
        )}
        <button type="button" className="btn strong" disabled={isBusy || body.trim() === ''} title="Ctrl + Enter" onClick={() => void send()}>
          {word}
        </button>
      </div>
      {problem && <Failure problem={problem} />}
    </div>
  );
}
