'use client';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { type AnyVariables, createRequest, type TypedDocumentNode } from 'urql';
import { sayTimesInUtc } from '../formats/times.ts';
import type { First } from './first.ts';
import { useSeed } from './GraphqlProvider.tsx';

/** Null once the page lives: what is drawn later asks by itself, since these answers grow old. */
const FirstContext = createContext<{ current: First | null }>({ current: null });

/**
 * A page that was drawn with answers. The same answers are given to whoever asks the GraphQL client for them first, so that nothing is asked
 * twice; and until the page lives, its times are as the server wrote them.
 */
export function FirstAnswers({ first, children }: { first: First; children: ReactNode }) {
  const seed = useSeed();
  const has = Object.keys(first.answers).length > 0;
  const drawn = useRef<First | null>(has ? first : null);
  useState(() => {
    if (!has) return;
    seed(first.answers);
    sayTimesInUtc(true);
  });
  useEffect(() => {
    drawn.current = null;
    sayTimesInUtc(false);
  }, []);
  return <FirstContext value={drawn}>{children}</FirstContext>;
}

/** The answer that the page was drawn with; null where there is none, and later on. */
export function useFirst<Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Data | null {
  const read = useFirstReader();
  const [data] = useState(() => read(document, variables));
  return data;
}

/** Reads several answers that the page was drawn with. */
export function useFirstReader() {
  const { current } = useContext(FirstContext);
  return <Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Data | null => {
    const text = current?.answers[createRequest(document, variables).key];
    return text === undefined ? null : (JSON.parse(text) as Data);
  };
}

/** When the page was drawn by the server, in ms; null once it lives. */
export const useFirstMoment = (): number | null => useContext(FirstContext).current?.at ?? null;

/** The newest event before the answers that the page was drawn with; null where there are none, and once it lives. */
export const useFirstCursor = (): string | null => useContext(FirstContext).current?.cursor ?? null;
