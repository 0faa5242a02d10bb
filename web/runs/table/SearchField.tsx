'use client';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { useShortcuts } from '../../frame/shortcuts.ts';

const WAIT_MS = 250;

/** Free text over name, tags, note and study; asked for once the typing rests. */
export const SearchField = memo(function SearchField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef(text);
  useShortcuts(useMemo(() => [{ key: '/', does: 'Search', act: () => field.current?.focus() }], []));
  useEffect(() => {
    if (text === asked.current) return;
    // another address was opened meanwhile
    asked.current = text;
    setTyped(text);
  }, [text]);
  useEffect(() => {
    if (typed === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = typed;
      onChange(typed);
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed, onChange]);
  return (
    <input
      ref={field}
      className="field search"
      type="search"
      placeholder="Search  /"
      aria-label="Search in name, tags, note and study"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => event.key === 'Escape' && field.current?.blur()}
    />
  );
});
