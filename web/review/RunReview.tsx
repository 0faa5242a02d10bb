'use client';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useMay } from '../account/viewer.ts';
import { type NotePlace, NotesContext } from '../charts/notes.ts';
import type { View } from '../figures/view.ts';
import { Icon } from '../frame/Icon.tsx';
import type { Draft } from './ReviewPanel.tsx';
import { useReview } from './use-review.ts';

const loadCharts = () => import('./note-charts.ts');
const ReviewPanel = dynamic(() => import('./ReviewPanel.tsx').then((part) => part.ReviewPanel), { ssr: false });

interface RunReviewProps {
  run: { id: string; studyId: string; terminalPhaseEpoch: number | null };
  view: View;
  layer: string;
  suggestion: string;
  /** whether the panel is open, and the note that is: both stand in the address */
  isOpen: boolean;
  activeId: string | null;
  onChange: (changes: Record<string, string | null>) => void;
  children: ReactNode;
}

/** A run's page with its notes: pins on the charts, and the panel beside them. */
export function RunReview({ run, view, layer, suggestion, isOpen, activeId, onChange, children }: RunReviewProps) {
  const reading = useReview(run.id);
  const mayDo = useMay();
  const [draft, setDraft] = useState<Draft>(null);
  const origin = view.x === 'phase' ? (run.terminalPhaseEpoch ?? 0) : 0;
  const canBegin = mayDo('beginThread');
  const charts = useCharts((reading.threads ?? []).length > 0);
  const notes = useMemo(() => {
    const showing = { view, layer, origin, activeId };
    return {
      isOpen: isOpen && canBegin,
      pinsOf: (id: string) => charts?.pinsOfChart(id, reading.threads ?? [], showing) ?? [],
      open: (id: string) => onChange({ review: '1', note: id }),
      begin: async (id: string, at: NotePlace) => {
        const place = canBegin ? (await loadCharts()).placeOnChart(id, at, showing) : null;
        if (!place) return;
        setDraft({ place });
        onChange({ review: '1' });
      },
    };
  }, [reading.threads, charts, view, layer, origin, activeId, isOpen, canBegin, onChange]);
  const open = (reading.threads ?? []).filter(({ resolvedAt }) => resolvedAt === null).length;
  return (
    <NotesContext value={notes}>
      <div className="review-bar row">
        <button type="button" className="btn" aria-pressed={isOpen} onClick={() => onChange({ review: isOpen ? null : '1', note: null })}>
          <Icon name="note" isSmall />
          Review
          {open > 0 && <span className="note-number">{open}</span>}
        </button>
      </div>
      <div className={isOpen ? 'review' : undefined}>
        <div className="reviewed">{children}</div>
        {isOpen && <ReviewPanel run={run} reading={reading} suggestion={suggestion} activeId={activeId} draft={draft} onOpen={(id) => onChange({ note: id })} onDraft={setDraft} />}
      </div>
    </NotesContext>
  );
}

/** What knows where notes lie on the charts; fetched once there are notes. */
function useCharts(isWanted: boolean): Awaited<ReturnType<typeof loadCharts>> | null {
  const [charts, setCharts] = useState<Awaited<ReturnType<typeof loadCharts>> | null>(null);
  useEffect(() => {
    // a page that was left standing over an update of the server: the pins come with the next load
    if (isWanted) void loadCharts().then(setCharts, () => {});
  }, [isWanted]);
  return charts;
}
