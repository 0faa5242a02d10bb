'use client';
import dynamic from 'next/dynamic';
import type { ComparedMetric } from '../comparison/comparison-documents.ts';
import type { Answer, Question } from './blocks.ts';
import { TableBlock } from './TableBlock.tsx';
import { ThreadBlock } from './ThreadBlock.tsx';

const Waiting = () => <div className="skeleton" style={{ height: 320 }} aria-busy="true" />;
/** A report seldom has blocks of all kinds: the code of each comes with the first of them. */
const ChartBlock = dynamic(() => import('./ChartBlock.tsx').then((part) => part.ChartBlock), { ssr: false, loading: Waiting });
const GeometryBlock = dynamic(() => import('./GeometryBlock.tsx').then((part) => part.GeometryBlock), { ssr: false, loading: Waiting });
const CellBlock = dynamic(() => import('./CellBlock.tsx').then((part) => part.CellBlock), { ssr: false, loading: Waiting });

interface BlockContentProps {
  question: Question;
  answer: Answer;
  catalogue: readonly ComparedMetric[];
  title: string;
  caption: string;
}

/** The answer to a block's question, drawn as its kind is. */
export function BlockContent({ question, answer, catalogue, title, caption }: BlockContentProps) {
  const about = { catalogue, title, caption };
  if (question.kind === 'chart' && answer.kind === 'chart') return <ChartBlock question={question} answer={answer} {...about} />;
  if (question.kind === 'table' && answer.kind === 'table') return <TableBlock question={question} answer={answer} {...about} />;
  if (answer.kind === 'geometry') return <GeometryBlock answer={answer} {...about} />;
  if (answer.kind === 'paper-cell') return <CellBlock answer={answer} {...about} />;
  if (answer.kind === 'thread') return <ThreadBlock answer={answer} />;
  return null;
}
