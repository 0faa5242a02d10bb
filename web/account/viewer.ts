'use client';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import type { ResultOf } from '../graphql/graphql.ts';
import { type Deed, may } from './may.ts';
import { MeDocument } from './viewer-documents.ts';

export type Viewer = ResultOf<typeof MeDocument>['me'];

/** Who looks at the page; null until the server said it. Asked once for all that want to know. */
export function useViewer(): Viewer | null {
  const [{ data }] = useQuery({ query: MeDocument });
  return data?.me ?? null;
}

/** What whoever looks may do: what is not allowed is not offered. */
export function useMay(): (deed: Deed) => boolean {
  const access = useViewer()?.access;
  return useCallback((deed: Deed) => may(access, deed), [access]);
}
