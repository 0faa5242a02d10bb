'use client';
import { useCallback, useSyncExternalStore } from 'react';
import { useQuery } from 'urql';
import { useFrameAnswer } from '../graphql/GraphqlProvider.tsx';
import type { ResultOf } from '../graphql/graphql.ts';
import { type Deed, may } from './may.ts';
import { MeDocument } from './viewer-documents.ts';

export type Viewer = ResultOf<typeof MeDocument>['me'];

/** Who looks at the page; null until the server said it. Asked once for all that want to know. */
export function useViewer(): Viewer | null {
  const [{ data }] = useQuery({ query: MeDocument });
  const given = useFrameAnswer(MeDocument, {});
  // parts of a page come alive one after another: none may know more than the server did when it drew them
  const isAlive = useSyncExternalStore(never, () => true, () => false);
  return (isAlive ? data : given)?.me ?? null;
}

const never = () => () => {};

/** What whoever looks may do: what is not allowed is not offered. */
export function useMay(): (deed: Deed) => boolean {
  const access = useViewer()?.access;
  return useCallback((deed: Deed) => may(access, deed), [access]);
}
