'use client';
import type { ComparedMetric } from '../comparison/comparison-documents.ts';
import type { Answer, Question } from './blocks.ts';
import { CellBlock } from './CellBlock.tsx';
import { ChartBlock } from './ChartBlock.tsx';
import { GeometryBlock } from './GeometryBlock.tsx';
import { TableBlock } from './TableBlock.tsx';
import { ThreadBlock } from './ThreadBlock.tsx';

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
