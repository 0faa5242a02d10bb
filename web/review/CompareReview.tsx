'use client';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useMay } from '../account/viewer.ts';
import { type NotePlace, NotesContext } from '../charts/notes.ts';
import { useAddress } from '../frame/use-address.ts';
import { Icon } from '../frame/Icon.tsx';
import { type Candidate, candidatesOf, type NotedGroup, type NotedView, pinsOfComparison } from './prepare-compare-notes.ts';
import { useNotes } from './use-notes.ts';

const NotesPanel = dynamic(() => import('./NotesPanel.tsx').then((part) => part.NotesPanel), { ssr: false });

/** A comparison with the notes on its runs: pins on the curves, and the panel beside them. What is open stands in the address. */
export function CompareReview({ groups, view, children }: { groups: readonly NotedGroup[]; view: NotedView; children: ReactNode }) {
  const { search, change } = useAddress();
  const isOpen = search.get('review') === '1';
  const activeId = search.get('note');
  const runIds = useMemo(() => groups.flatMap(({ runs }) => runs.map(({ id }) => id)), [groups]);
  const reading = useNotes(runIds);
  const canBegin = useMay()('beginThread');
  const [draft, setDraft] = useState<readonly Candidate[] | null>(null);
  const { align, split } = view;
  const notes = useMemo(
    () => ({
      isOpen: isOpen && canBegin,
      pinsOf: (metric: string) => pinsOfComparison(metric, reading.threads ?? [], groups, { align, split }, activeId),
      open: (id: string) => change({ review: '1', note: id }),
      begin: (metric: string, place: NotePlace) => {
        const candidates = canBegin ? candidatesOf(metric, place, groups, { align, split }) : [];
        if (candidates.length === 0) return;
        setDraft(candidates);
        change({ review: '1' });
      },
    }),
    [reading.threads, groups, align, split, activeId, isOpen, canBegin, change],
  );
  const close = () => {
    setDraft(null);
    change({ review: null, note: null });
  };
  useEscape(isOpen, close);
  const open = (reading.threads ?? []).filter(({ resolvedAt }) => resolvedAt === null).length;
  return (
    <NotesContext value={notes}>
      <div className="review-bar row">
        <button type="button" className="btn" aria-pressed={isOpen} onClick={() => (isOpen ? close() : change({ review: '1' }))}>
          <Icon name="note" isSmall />
          Notes
          {open > 0 && <span className="note-number">{open}</span>}
        </button>
      </div>
      <div className={isOpen ? 'review' : undefined}>
        <div className="reviewed">{children}</div>
        {isOpen && <NotesPanel reading={reading} activeId={activeId} draft={draft} onOpen={(id) => change({ note: id })} onDraft={setDraft} onClose={close} />}
      </div>
    </NotesContext>
  );
}

/** Escape closes the panel, unless something else has a use for it: a chart lets its crosshair go, a field its text. */
function useEscape(isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const hear = (event: KeyboardEvent) => {
      const target = event.target as Element | null;
      if (event.key === 'Escape' && !event.defaultPrevented && !target?.closest('[role="slider"], textarea, input, select, dialog, [role="dialog"]')) close();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  });
}
