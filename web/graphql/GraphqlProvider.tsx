'use client';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { type AnyVariables, createRequest, Provider, type TypedDocumentNode } from 'urql';
import { createGraphqlClient, type Seed } from './client.ts';
import type { First } from './first.ts';

const FrameContext = createContext<First | null>(null);

/** An answer that the frame around every page was drawn with; null where there is none. It stays, however old it grows. */
export function useFrameAnswer<Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Data | null {
  const text = useContext(FrameContext)?.answers[createRequest(document, variables).key];
  return useMemo(() => (text === undefined ? null : (JSON.parse(text) as Data)), [text]);
}

const SeedContext = createContext<Seed>(() => {});

/** Gives the client answers that the server had asked for the page. */
export const useSeed = (): Seed => useContext(SeedContext);

export function GraphqlProvider({ first, children }: { first: First; children: ReactNode }) {
  const [{ client, seed }] = useState(() => createGraphqlClient(first.answers));
  return (
    <Provider value={client}>
      <FrameContext value={first}>
        <SeedContext value={seed}>{children}</SeedContext>
      </FrameContext>
    </Provider>
  );
}
