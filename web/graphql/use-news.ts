'use client';
import { useEffect, useRef } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { useLinkState } from './link-state.ts';

/** Calls `onNews` with every message of a subscription while the component is on the page and `isWanted`. */
export function useNews<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  onNews: (data: Data) => void,
  isWanted = true,
): void {
  const client = useClient();
  const latest = useRef(onNews);
  latest.current = onNews;
  const key = JSON.stringify(variables);
  useEffect(() => {
    if (!isWanted) return;
    const news = client.subscription(document, JSON.parse(key) as Variables);
    const { unsubscribe } = news.subscribe(({ data }) => {
      if (data) latest.current(data);
    });
    return unsubscribe;
  }, [client, document, key, isWanted]);
}

/** Calls `catchUp` each time the link is live again after it was lost. */
export function useReturn(catchUp: () => void): void {
  const { returns } = useLinkState();
  const seen = useRef(returns);
  const latest = useRef(catchUp);
  latest.current = catchUp;
  useEffect(() => {
    if (returns === seen.current) return;
    seen.current = returns;
    latest.current();
  }, [returns]);
}
