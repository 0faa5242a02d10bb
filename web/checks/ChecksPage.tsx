'use client';
import dynamic from 'next/dynamic';
import { useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { useMay } from '../account/viewer.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { type MetricEntry, MetricsDocument } from '../figures/metric-entry.ts';
import { count } from '../formats/numbers.ts';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { Switch } from '../frame/Switch.tsx';
import { useAddress } from '../frame/use-address.ts';
import { CopyLine } from '../launch/CopyLine.tsx';
import { studyHref } from '../studies/prepare-study.ts';
import { CheckList } from './CheckList.tsx';
import { CheckMatrix } from './CheckMatrix.tsx';
import type { Check, CheckedStudy } from './checks-documents.ts';
import { checkCommand, matrixTable, prepareChecks, prepareMatrix } from './prepare-checks.ts';
import { type ChecksReading, useChecks } from './use-checks.ts';

const CheckDialog = dynamic(() => import('./CheckDialog.tsx').then((part) => part.CheckDialog), { ssr: false });

/** The checks of a study: its rules, and which of its completed runs keep to them. */
export function ChecksPage({ slug }: { slug: string }) {
  const reading = useChecks(slug);
  const [{ data }] = useQuery({ query: MetricsDocument });
  const name = reading.study?.name;
  useEffect(() => {
    if (name) document.title = `Checks of ${name} · Collapsar`;
  }, [name]);
  if (reading.study) return <ChecksView study={reading.study} reading={reading} metrics={data?.metrics ?? []} />;
  if (reading.study === null) {
    return (
      <div className="panel state">
        <h1>No such study</h1>
        <p>
          There is no study <span className="mono">{slug}</span>. It may have been deleted. <PageLink href="/studies">All studies</PageLink>
        </p>
      </div>
    );
  }
  return (
    <div className="panel" aria-busy={!reading.problem}>
      <h1 className="hide">Checks</h1>
      {reading.problem ? <Failure problem={reading.problem} onAgain={reading.readAgain} /> : <div className="skeleton" style={{ height: 360, margin: 14 }} />}
    </div>
  );
}

interface ViewProps {
  study: CheckedStudy;
  reading: ChecksReading;
  metrics: readonly MetricEntry[];
}

function ChecksView({ study, reading, metrics }: ViewProps) {
  const mayDo = useMay();
  const [open, setOpen] = useState<Check | 'new' | null>(null);
  const rows = useMemo(() => prepareChecks(study.checks, reading.runs, metrics), [study.checks, reading.runs, metrics]);
  const layers = [...new Set(study.newestRuns.flatMap((run) => run.layers))];
  return (
    <>
      <div className="head">
        <div className="row">
          <nav className="crumbs" aria-label="Where these checks belong">
            <PageLink href="/studies">Studies</PageLink> / <PageLink href={studyHref(study.slug)}>{study.name}</PageLink> /
          </nav>
          <span className="grow" />
          {mayDo('createCheck') && (
            <button type="button" className="btn strong" onClick={() => setOpen('new')}>
              New check
            </button>
          )}
        </div>
        <h1>Checks</h1>
        <p className="muted">Rules for the completed runs of the study. What comes out is always that of now: it follows the data, the formulas and the rules.</p>
      </div>
      <div className="stack">
        {reading.problem && <section className="panel"><Failure problem={reading.problem} onAgain={reading.readAgain} /></section>}
        <section className="panel" aria-labelledby="rules">
          <header>
            <h2 id="rules">Rules</h2>
          </header>
          {rows.length === 0 ? (
            <div className="state quiet">
              <b>No check yet</b>
              <p>A check is a rule such as “NC1 at the last epoch is at most 0.1”. {mayDo('createCheck') ? 'Make the first one: it is asked of every completed run.' : 'Operators make them.'}</p>
            </div>
          ) : (
            <CheckList rows={rows} onEdit={setOpen} onChanged={reading.readAgain} />
          )}
        </section>
        {study.checks.some(({ archivedAt }) => archivedAt === null) && <Outcomes study={study} reading={reading} metrics={metrics} />}
        <section className="panel" aria-labelledby="command">
          <header>
            <h2 id="command">In continuous integration</h2>
            <span className="fig">0: every run passed, 1: one failed, 2: undecided, or the server cannot be asked</span>
          </header>
          <div className="body">
            <CopyLine text={checkCommand(study.slug)} choices={[{ label: 'Copy', suffix: '' }]} />
          </div>
        </section>
      </div>
      {open && <CheckDialog studyId={study.id} check={open === 'new' ? null : open} layers={layers} metrics={metrics} onClose={() => setOpen(null)} onChanged={reading.readAgain} />}
    </>
  );
}

const WHICH = [
  { value: 'all', label: 'All runs' },
  { value: 'open', label: 'Not passed' },
] as const;

function Outcomes({ study, reading: { runs, totalCount }, metrics }: ViewProps) {
  const { search, change } = useAddress();
  const which = search.get('runs') === 'open' ? 'open' : 'all';
  const matrix = useMemo(() => prepareMatrix(study.checks, runs ?? [], metrics, which === 'open'), [study.checks, runs, metrics, which]);
  const rows = runs?.length ?? 0;
  return (
    <section className="panel" aria-labelledby="outcomes">
      <header>
        <h2 id="outcomes">Runs by checks</h2>
        <span className="fig">{runs && (totalCount > rows ? `the newest ${count(rows)} of ${count(totalCount)} completed runs` : `${count(rows)} completed`)}</span>
        <span className="grow" />
        <Switch label="Which runs" choices={WHICH} value={which} onChange={(value) => change({ runs: value === 'open' ? 'open' : null })} />
        <ExportMenu title={`Checks of ${study.name}`} caption={`Runs of ${study.name} by its checks`} table={() => matrixTable(matrix, matrix.rows, runs ?? [])} />
      </header>
      {runs === null ? (
        <div className="skeleton" style={{ height: 200, margin: 14 }} aria-busy="true" />
      ) : matrix.rows.length === 0 ? (
        <div className="state quiet">
          <b>{rows === 0 ? 'No completed run' : 'Every run passes every check'}</b>
          <p>{rows === 0 ? 'Each run is checked when it is completed.' : 'Runs that fail a check, and those of which it cannot be decided, stand here.'}</p>
        </div>
      ) : (
        <CheckMatrix matrix={matrix} />
      )}
    </section>
  );
}
