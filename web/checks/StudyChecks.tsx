'use client';
import { Failure } from '../frame/Failure.tsx';
import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useAnswer } from '../graphql/use-answer.ts';
import { studyHref } from '../studies/prepare-study.ts';
import { CheckSummaryDocument } from './checks-documents.ts';
import { resultLook, summaryText } from './prepare-outcomes.ts';
import { useCheckTurns } from './use-check-turns.ts';

/** The checks of a study in a line, on its page. */
export function StudyChecks({ study: { id, slug } }: { study: { id: string; slug: string } }) {
  const { turn } = useCheckTurns(id, null);
  const { data, problem, readAgain } = useAnswer(CheckSummaryDocument, { studyId: id }, turn);
  const summary = data?.checkSummary;
  const words = summary && summaryText(summary);
  return (
    <section className="panel" aria-labelledby="study-checks">
      <header>
        <h2 id="study-checks">Checks</h2>
        <span className="fig">rules that its completed runs are held to</span>
        <span className="grow" />
        <PageLink className="small" href={`${studyHref(slug)}/checks`}>
          Rules and outcomes
        </PageLink>
      </header>
      <div className="body">
        {!summary || !words ? problem ? <Failure problem={problem} onAgain={readAgain} /> : <div className="skeleton" style={{ height: 20 }} aria-busy="true" /> : (
          <p className="row tight">
            {summary.checkCount > 0 && summary.runCount > 0 && <Icon name={resultLook(summary.result).icon} tone={resultLook(summary.result).tone} isSmall />}
            <span>{[words.text, words.detail].filter(Boolean).join(', ')}</span>
          </p>
        )}
      </div>
    </section>
  );
}
