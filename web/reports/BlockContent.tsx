'use client';
import { lazy, Suspense } from 'react';
import type { ComparedMetric } from '../comparison/comparison-documents.ts';
import type { Answer, Question } from './blocks.ts';
import { TableBlock } from './TableBlock.tsx';
import { ThreadBlock } from './ThreadBlock.tsx';

/** A report seldom has blocks of all kinds: the code of each comes with the first of them. */
const ChartBlock = lazy(() => import('./ChartBlock.tsx').then((part) => ({ default: part.ChartBlock })));
const GeometryBlock = lazy(() => import('./GeometryBlock.tsx').then((part) => ({ default: part.GeometryBlock })));
const CellBlock = lazy(() => import('./CellBlock.tsx').then((part) => ({ default: part.CellBlock })));

interface BlockContentProps {
  question: Question;
  answer: Answer;
  catalogue: readonly ComparedMetric[];
  title: string;
  caption: string;
}

/** The answer to a block's question, drawn as its kind is. */
export function BlockContent(props: BlockContentProps) {
  return (
    <Suspense fallback={<Waiting question={props.question} />}>
      <Drawn {...props} />
    </Suspense>
  );
}

function Drawn({ question, answer, catalogue, title, caption }: BlockContentProps) {
  const about = { catalogue, title, caption };
  if (question.kind === 'chart' && answer.kind === 'chart') return <ChartBlock question={question} answer={answer} {...about} />;
  if (question.kind === 'table' && answer.kind === 'table') return <TableBlock question={question} answer={answer} {...about} />;
  if (answer.kind === 'geometry') return <GeometryBlock answer={answer} {...about} />;
  if (answer.kind === 'paper-cell') return <CellBlock answer={answer} {...about} />;
  if (answer.kind === 'thread') return <ThreadBlock answer={answer} />;
  return null;
}

/** As high as the block will be. */
function Waiting({ question }: { question: Question }) {
  if (question.kind !== 'chart') return <div className={`skeleton report-waiting ${question.kind}`} aria-busy="true" />;
  return (
    <div className={question.metrics.length > 1 ? 'report-charts several' : 'report-charts'} aria-busy="true">
      {question.metrics.map((metric) => (
        <div key={metric} className="skeleton report-waiting" />
      ))}
    </div>
  );
}
