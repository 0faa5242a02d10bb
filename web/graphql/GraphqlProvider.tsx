'use client';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { Provider } from 'urql';
import { createGraphqlClient, type Seed } from './client.ts';
import type { First } from './first.ts';

const SeedContext = createContext<Seed>(() => {});

/** Gives the client answers that the server had asked for the page. */
export const useSeed = (): Seed => useContext(SeedContext);

export function GraphqlProvider({ first, children }: { first: First; children: ReactNode }) {
  const [{ client, seed }] = useState(() => createGraphqlClient(first.answers));
  return (
    <Provider value={client}>
      <SeedContext value={seed}>{children}</SeedContext>
    </Provider>
  );
}
