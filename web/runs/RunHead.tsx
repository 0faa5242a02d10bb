'use client';
import { Tooltip } from '@mantine/core';
import dynamic from 'next/dynamic';
import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { usePresence } from '../presence/use-presence.ts';
import { FinalChip } from '../review/FinalChip.tsx';
import { RunActions } from './RunActions.tsx';
import { failureOf, runWarnings, settingChips, statusLine, type Warning } from './prepare-run-head.ts';
import { statusLook } from './prepare-status.ts';
import type { Run } from './run-documents.ts';

const LookingNow = dynamic(() => import('../presence/LookingNow.tsx').then((part) => part.LookingNow), { ssr: false });
const Markdown = dynamic(() => import('../review/Markdown.tsx').then((part) => part.Markdown));

/** Where the run belongs, its name, how it stands, what it was set to, and what to beware of. */
export function RunHead({ run }: { run: Run }) {
  const look = statusLook(run.status);
  const failure = failureOf(run);
  // the marks are fetched when somebody comes
  const presence = usePresence(run.id);
  return (
    <div className="head">
      <div className="row">
        <nav className="crumbs" aria-label="Where this run belongs">
          <PageLink href="/runs">Runs</PageLink> / {run.study && (
            <>
              <PageLink href={`/studies/${encodeURIComponent(run.study.slug)}`}>{run.study.name}</PageLink> /
            </>
          )}
        </nav>
        <span className="grow looking">
          {presence && presence.peopleCount + presence.visitorCount > 0 && <LookingNow presence={presence} />}
        </span>
        <RunActions run={run} />
      </div>
      <div className="row">
        <h1>{run.name}</h1>
        <span className={`status c-${look.tone}`}>
          <Icon name={look.icon} isSmall />
          {statusLine(run)}
        </span>
        {run.study?.finalAt && <FinalChip />}
        {runWarnings(run).map((warning) => (
          <WarningBadge key={warning.title + warning.text} warning={warning} />
        ))}
        <span className="row tight no-phone">
          {settingChips(run).map((chip) => (
            <span key={chip} className="chip">
              {chip}
            </span>
          ))}
          {run.tags.map((tag) => (
            <span key={tag} className="chip tag">
              {tag}
            </span>
          ))}
          {run.archivedAt && <span className="chip">put aside</span>}
        </span>
      </div>
      {failure && <p className="c-bad">{failure}</p>}
      {run.note && <Markdown text={run.note} />}
    </div>
  );
}

function WarningBadge({ warning }: { warning: Warning }) {
  return (
    <Tooltip
      label={warning.text}
      multiline
      w={300}
      withinPortal={false}
      classNames={{ tooltip: 'tip' }}
      events={{ hover: true, focus: true, touch: true }}
    >
      <button type="button" className="chip warning">
        <Icon name="alert" isSmall />
        {warning.title}
      </button>
    </Tooltip>
  );
}
