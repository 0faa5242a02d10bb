'use client';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { MetricsDocument } from '../figures/metric-entry.ts';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useAnswer } from '../graphql/use-answer.ts';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { studyHref } from '../studies/prepare-study.ts';
import { RunChecksDocument } from './checks-documents.ts';
import { type OutcomeRow, prepareOutcomes } from './prepare-outcomes.ts';
import { ResultSign } from './ResultSign.tsx';
import { useCheckTurns } from './use-check-turns.ts';

const PENDING_AGAIN_MS = 3_000;

/** What came out of the checks of a run. */
export function RunChecks({ id, studyId, status }: { id: string; studyId: string; status: string }) {
  const { turn, again } = useCheckTurns(studyId, id);
  const { data, problem, readAgain } = useAnswer(RunChecksDocument, { id }, turn);
  const [{ data: catalogue }] = useQuery({ query: MetricsDocument });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run that ends is checked then
  useEffect(again, [status]);
  const run = data?.run;
  const isPending = run?.checkOutcomes.some((outcome) => outcome.isPending) ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer that still lacks values is followed by one more question
  useEffect(() => {
    if (!isPending) return;
    const timer = setTimeout(again, PENDING_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [data, isPending]);
  const rows = run ? prepareOutcomes(run, catalogue?.metrics ?? []) : null;
  return (
    <section className="panel" aria-labelledby="run-checks">
      <header>
        <h2 id="run-checks">Checks</h2>
        <span className="fig">rules of the study, asked of each completed run</span>
        <span className="grow" />
        {run?.study && (
          <PageLink className="small" href={`${studyHref(run.study.slug)}/checks`}>
            All runs by checks
          </PageLink>
        )}
      </header>
      {!rows ? problem ? <Failure problem={problem} onAgain={readAgain} /> : <div className="skeleton" style={{ height: 160, margin: 14 }} aria-busy="true" /> : rows.length === 0 ? <NoChecks /> : <OutcomeTable rows={rows} />}
    </section>
  );
}

function NoChecks() {
  return (
    <div className="state quiet">
      <b>The study has no checks</b>
      <p>A check is a rule such as “NC1 at the last epoch is at most 0.1”; operators set them for a study.</p>
    </div>
  );
}

function OutcomeTable({ rows }: { rows: readonly OutcomeRow[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className="body scroll-x" aria-label="Table of checks" tabIndex={0}>
      <table className="run-checks">
        <thead>
          <tr>
            <th>Check</th>
            <th>Outcome</th>
            <th className="num">Value</th>
            <th className="num">Epoch</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <MetricHelpButton id={row.metric}>
                  <b>{row.name}</b>
                </MetricHelpButton>
                <span className="sub">{row.rule}</span>
              </td>
              <td>
                <ResultSign look={row.look} />
                {row.why && <span className="sub">{row.why}</span>}
              </td>
              <td className="num nowrap" title={row.value.exact}>
                {row.value.text}
              </td>
              <td className="num nowrap muted">{row.epoch}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
