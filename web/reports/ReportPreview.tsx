'use client';
import { useCallback } from 'react';
import type { Block } from './blocks.ts';
import { PreviewBlock } from './PreviewBlock.tsx';
import { ReportBody } from './ReportBody.tsx';

/** How a text that is being written will look. */
export function ReportPreview({ text, studyId, known }: { text: string; studyId: string; known: ReadonlyMap<string, Block> }) {
  const draw = useCallback((_index: number, asked: string) => <PreviewBlock asked={asked} studyId={studyId} known={known} />, [studyId, known]);
  return <article className="report">{text.trim() === '' ? <p className="muted">What you write appears here.</p> : <ReportBody text={text} draw={draw} />}</article>;
}
