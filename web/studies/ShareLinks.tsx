'use client';
import { useMemo, useState } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { Icon } from '../frame/Icon.tsx';
import { RevokeDialog } from '../frame/RevokeDialog.tsx';
import { useNow } from '../frame/use-now.ts';
import { WideTable } from '../frame/WideTable.tsx';
import { useAnswer } from '../graphql/use-answer.ts';
import { NewLinkForm } from './NewLinkForm.tsx';
import { type LinkRow, prepareLinks } from './prepare-links.ts';
import { RevokeShareLinkDocument, ShareLinksDocument, type StudyEntry } from './studies-documents.ts';

/** Who may look at the study without a token: the links, each with its end. */
export function ShareLinks({ study, self, isAdmin }: { study: StudyEntry; self: string | null; isAdmin: boolean }) {
  const [turn, setTurn] = useState(0);
  const { data, problem, readAgain } = useAnswer(ShareLinksDocument, { studyId: study.id }, turn);
  const now = useNow(60_000);
  const { id, slug } = study;
  const rows = useMemo(() => data && prepareLinks(data.shareLinks.nodes, { id, slug }, self, now), [data, id, slug, self, now]);
  const again = () => setTurn((before) => before + 1);
  return (
    <section className="panel" aria-labelledby="study-links">
      <header>
        <h2 id="study-links">Share links</h2>
        <span className="fig">{isAdmin ? 'of everybody' : 'your own'}; who opens one sees this study alone and changes nothing</span>
      </header>
      <div className="body stack">
        {problem && !rows && <Failure problem={problem} onAgain={readAgain} />}
        {!rows && !problem && <div className="skeleton" style={{ height: 60 }} aria-busy="true" />}
        {rows && rows.length > 0 && <LinkTable rows={rows} onChanged={again} />}
        {rows?.length === 0 && <p className="muted">No link so far.</p>}
        {study.archivedAt === null && <NewLinkForm study={study} onMade={again} />}
      </div>
    </section>
  );
}

const HEADS = (
  <>
    <th>Opens</th>
    <th>Names of people and machines</th>
    <th>Opened</th>
    <th>Ends</th>
    <th>Made by</th>
    <th>
      <span className="hide">Actions</span>
    </th>
  </>
);

function LinkTable({ rows, onChanged }: { rows: readonly LinkRow[]; onChanged: () => void }) {
  const [ending, setEnding] = useState<LinkRow | null>(null);
  return (
    <>
      <WideTable isInset label="Table of share links" heads={HEADS}>
        {rows.map((row) => (
          <tr key={row.id} className={row.isOver ? 'shut-out' : undefined}>
            <td>{row.opens}</td>
            <td className="soft">{row.names}</td>
            <td className="soft nowrap" title={row.used.exact}>
              {row.used.text}
            </td>
            <td className="soft nowrap" title={row.ends.exact}>
              {row.ends.isSoon && !row.isOver && <Icon name="alert" tone="warn" isSmall />} {row.ends.text}
            </td>
            <td className="soft nowrap">{row.by}</td>
            <td className="num">
              {!row.isOver && (
                <button type="button" className="btn plain" aria-label={`Revoke the link to ${row.opens}`} onClick={() => setEnding(row)}>
                  Revoke
                </button>
              )}
            </td>
          </tr>
        ))}
      </WideTable>
      {ending && (
        <RevokeDialog
          title="Revoke this share link?"
          text="Whoever looks through it now sees nothing more within seconds, and nothing brings it back."
          document={RevokeShareLinkDocument}
          variables={{ input: { shareLinkId: ending.id } }}
          onClose={() => setEnding(null)}
          onDone={onChanged}
        />
      )}
    </>
  );
}
