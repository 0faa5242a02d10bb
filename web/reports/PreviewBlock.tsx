'use client';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { ComparedMetricsDocument } from '../comparison/comparison-documents.ts';
import { usePendingAgain } from '../comparison/use-following.ts';
import { Icon } from '../frame/Icon.tsx';
import { useAnswer } from '../graphql/use-answer.ts';
import { BlockContent } from './BlockContent.tsx';
import { type Answer, type Block, canonical, type Question, readQuestion } from './blocks.ts';
import { blockTitle, captionOf, formulasText } from './prepare-report.ts';
import { UnsavedBlockDocument } from './report-documents.ts';

const ASK_AFTER_MS = 500;

/** A block in a text that is being written: as it was kept where the version before asked the same, else as it would be kept now. */
export function PreviewBlock({ asked, studyId, known }: { asked: string; studyId: string; known: ReadonlyMap<string, Block> }) {
  const [settled] = useDebouncedValue(asked, ASK_AFTER_MS);
  const question = useMemo(() => readQuestion(settled), [settled]);
  if (!question) return <Wrong title="A block" sentence="It cannot be read: put the caret into it and choose “Change the block”." />;
  const kept = known.get(canonical(question));
  return kept ? <Kept block={kept} /> : <Unsaved question={question} studyId={studyId} />;
}

function Kept({ block: { question, frozen } }: { block: Block }) {
  return <Drawn question={question} answer={frozen.answer} caption={captionOf(frozen, null, false, null)} />;
}

function Unsaved({ question, studyId }: { question: Question; studyId: string }) {
  const { data, problem, isOld, readAgain } = useAnswer(UnsavedBlockDocument, { studyId, question: question as unknown as Record<string, unknown> }, 0);
  const found = data?.reportBlock;
  usePendingAgain(found?.isPending ?? false, readAgain, data);
  if (problem) return <Wrong title={blockTitle(question)} sentence={problem.sentence} />;
  if (!found || isOld) return <div className="skeleton report-block" style={{ height: 280 }} aria-busy="true" />;
  if (!found.answer) return <Wrong title={blockTitle(question)} sentence={(found.reason ?? '').replace(/^[A-Z_]+: /, '')} />;
  const formulas = formulasText(found.formulas as Record<string, number> | null);
  return <Drawn question={question} answer={found.answer as unknown as Answer} caption={['data of now, kept when it is saved', formulas].filter(Boolean).join(', ')} />;
}

function Drawn({ question, answer, caption }: { question: Question; answer: Answer; caption: string }) {
  const [{ data }] = useQuery({ query: ComparedMetricsDocument });
  const title = blockTitle(question);
  return (
    <figure className="report-block">
      <figcaption>
        <b>{title}</b>
        <p className="fig report-caption">{caption}</p>
      </figcaption>
      {data ? <BlockContent question={question} answer={answer} catalogue={data.metrics} title={title} caption={caption} /> : <div className="skeleton" style={{ height: 280 }} aria-busy="true" />}
    </figure>
  );
}

function Wrong({ title, sentence }: { title: string; sentence: string }) {
  return (
    <div className="report-block panel state quiet">
      <p className="status c-warn">
        <Icon name="alert" isSmall />
        {title}
      </p>
      <p>{sentence}</p>
    </div>
  );
}
