'use client';
import { PageLink } from '../frame/PageLink.tsx';
import type { ReactNode } from 'react';
import { type Mutation, may, mayNotSentence } from './may.ts';
import { useViewer } from './viewer.ts';

/** A page for those who may call a mutation; for everybody else a sentence in its place. `doing` begins it: "Launching runs". */
export function ForThoseWhoMay({ mutation, doing, title, children }: { mutation: Mutation; doing: string; title: string; children: ReactNode }) {
  const viewer = useViewer();
  if (viewer && !may(viewer.access, mutation)) {
    return (
      <div className="panel state">
        <h1>{title}</h1>
        <p>{mayNotSentence(viewer.access, mutation, doing)}</p>
        <PageLink href="/">Back to the overview</PageLink>
      </div>
    );
  }
  return children;
}
