'use client';
import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { useMay, useViewer } from '../account/viewer.ts';
import { plural } from '../formats/names.ts';
import { count } from '../formats/numbers.ts';
import { dayOf } from '../formats/times.ts';
import { Failure } from '../frame/Failure.tsx';
import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { FinalChip } from '../review/FinalChip.tsx';
import { statusLook } from '../runs/prepare-status.ts';
import { runDetail, runsHref, statusText } from './prepare-study.ts';
import { RecordedNote } from './RecordedNote.tsx';
import { ShareLinks } from './ShareLinks.tsx';
import { StudyActions } from './StudyActions.tsx';
import { StudyGridTable } from './StudyGridTable.tsx';
import type { StudyEntry } from './studies-documents.ts';
import { useStudy } from './use-study.ts';

const StudyReview = dynamic(() => import('../review/StudyReview.tsx').then((part) => part.StudyReview), { ssr: false });
const StudyChecks = dynamic(() => import('../checks/StudyChecks.tsx').then((part) => part.StudyChecks), { ssr: false });

/** A study: what it is about, where its runs stand, what they are held against, and who may look at it. */
export function StudyPage({ slug }: { slug: string }) {
  const { found, problem, readAgain } = useStudy(slug);
  const name = found?.study?.name;
  useEffect(() => {
    if (name) document.title = `${name} · Collapsar`;
  }, [name]);
  if (found?.study) return <StudyView study={found.study} onChanged={readAgain} />;
  if (found) return <NoSuchStudy slug={slug} />;
  return (
    <div className="panel" aria-busy={!problem}>
      <h1 className="hide">Study</h1>
      {problem ? <Failure problem={problem} onAgain={readAgain} /> : <div className="skeleton" style={{ height: 360, margin: 14 }} />}
    </div>
  );
}

function StudyView({ study, onChanged }: { study: StudyEntry; onChanged: () => void }) {
  const viewer = useViewer();
  const mayDo = useMay();
  return (
    <>
      <div className="head study-head">
        <nav className="crumbs" aria-label="Where this study belongs">
          <PageLink href="/studies">Studies</PageLink> /
        </nav>
        <div className="row study-name">
          <h1>{study.name}</h1>
          {study.archivedAt && <span className="chip">put aside</span>}
          {study.finalAt && <FinalChip />}
          {study.recorded && <span className="chip">recorded</span>}
          <span className="muted">
            <span className="mono">{study.slug}</span>, made {dayOf(study.createdAt)}
          </span>
        </div>
        <div className="row study-acts">
          <PageLink className="btn plain" href={`/activity?study=${encodeURIComponent(study.id)}`}>
            What happened
          </PageLink>
          <PageLink className="btn plain" href={`/reports?study=${encodeURIComponent(study.id)}`}>
            Reports
          </PageLink>
          {mayDo('createWebhook') && (
            <PageLink className="btn plain" href={`/webhooks?study=${encodeURIComponent(study.id)}`}>
              Webhooks
            </PageLink>
          )}
          {viewer && <StudyActions study={study} isGuest={viewer.access === 'LINK'} onChanged={onChanged} />}
        </div>
        {study.description && <p className="note-text">{study.description}</p>}
        <RecordedNote study={study} />
      </div>
      <div className="stack">
        <Runs study={study} />
        <StudyReview studyId={study.id} onChanged={onChanged} />
        <StudyChecks study={study} />
        <Baselines study={study} />
        {viewer && mayDo('createShareLink') && <ShareLinks study={study} self={viewer.userId} isAdmin={viewer.access === 'ADMIN'} />}
      </div>
    </>
  );
}

function Runs({ study }: { study: StudyEntry }) {
  const { newestRuns, runCount, runGroups } = study;
  const inUse = runGroups.reduce((sum, group) => sum + group.runCount, 0);
  return (
    <section className="panel" aria-labelledby="study-runs">
      <header>
        <h2 id="study-runs">Runs</h2>
        <span className="fig">{[statusText(runGroups), runCount > inUse && `${count(runCount - inUse)} put aside`].filter(Boolean).join(', ')}</span>
        <span className="grow" />
        {inUse > 0 && (
          <span className="row">
            <PageLink className="small" href={`/paper?study=${encodeURIComponent(study.id)}`}>
              The paper’s figures
            </PageLink>
            <PageLink className="small" href={runsHref(study.id)}>
              {inUse === 1 ? 'The run' : `All ${count(inUse)} runs`} in a table
            </PageLink>
          </span>
        )}
      </header>
      {inUse === 0 ? (
        <div className="state quiet">
          <b>{runCount > 0 ? 'All runs are put aside' : 'No run yet'}</b>
          <p>Each run that is launched or imported into this study stands here by its network and its data set.</p>
        </div>
      ) : (
        <>
          <StudyGridTable study={study} />
          <h3 className="study-newest">Newest</h3>
          <ul className="body study-runs">
            {newestRuns.map((run) => {
              const look = statusLook(run.status);
              return (
                <li key={run.id}>
                  <span className={`status c-${look.tone}`}>
                    <Icon name={look.icon} isSmall /> {look.word}
                  </span>
                  <PageLink className="name" href={`/runs/${encodeURIComponent(run.id)}`}>
                    {run.name}
                  </PageLink>
                  <span className="muted">
                    {runDetail(run)}, {run.terminalPhaseEpoch === null ? `${plural(run.lastEpoch, 'epoch')}, phase not reached` : `terminal phase from epoch ${run.terminalPhaseEpoch}`}
                  </span>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </section>
  );
}

function Baselines({ study: { baselines } }: { study: StudyEntry }) {
  return (
    <section className="panel" aria-labelledby="study-baselines">
      <header>
        <h2 id="study-baselines">Baselines</h2>
        <span className="fig">what other runs of the same network and data set are held against</span>
      </header>
      {baselines.length === 0 ? (
        <p className="body muted">None was chosen so far: pin one in the comparison.</p>
      ) : (
        <ul className="body study-runs">
          {baselines.map(({ run, setAt }) => (
            <li key={run.id}>
              <PageLink className="name" href={`/runs/${encodeURIComponent(run.id)}`}>
                {run.name}
              </PageLink>
              <span className="muted">
                {runDetail(run)}, since {dayOf(setAt)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NoSuchStudy({ slug }: { slug: string }) {
  return (
    <div className="panel state">
      <h1>No such study</h1>
      <p>
        There is no study <span className="mono">{slug}</span>. It may have been deleted. <PageLink href="/studies">All studies</PageLink>
      </p>
    </div>
  );
}
