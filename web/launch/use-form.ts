'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { latestSearch } from '../frame/latest-search.ts';
import { useAddress } from '../frame/use-address.ts';
import { type FieldName, type FormValues, readForm, withField, writeForm } from './form.ts';

/** The form; the address follows it, and it follows the address where somebody else changes that. */
export function useForm(depths: Readonly<Record<string, readonly number[]>>) {
  const { search, change } = useAddress();
  const [values, setValues] = useState<FormValues>(() => readForm(new URLSearchParams(search.toString())));
  const written = useRef(JSON.stringify(values));
  const set = useCallback(
    (next: FormValues, isPart = false) => {
      written.current = JSON.stringify(next);
      setValues(next);
      change(isPart ? writeForm(next) : { ...writeForm(next), repeat: null });
    },
    [change],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `search` says when to look; while somebody types it may be behind what was asked for
  useEffect(() => {
    const told = readForm(new URLSearchParams(latestSearch()));
    if (JSON.stringify(told) === written.current) return;
    written.current = JSON.stringify(told);
    setValues(told);
  }, [search]);
  const setField = (name: FieldName, text: string) => set(withField(values, name, text, depths), true);
  return { values, set, setField, repeat: search.get('repeat') };
}
