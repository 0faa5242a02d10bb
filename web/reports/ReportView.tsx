'use client';
import { useCallback, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { useMay } from '../account/viewer.ts';
import { ComparedMetricsDocument } from '../comparison/comparison-documents.ts';
import { Failure } from '../frame/Failure.tsx';
import { useAddress } from '../frame/use-address.ts';
import { useChange } from '../graphql/use-change.ts';
import { BlockFigure } from './BlockFigure.tsx';
import type { Block, Now } from './blocks.ts';
import { type Standing, standingOf } from './describe-change.ts';
import { isNowShown, nowAfter, pageStanding, refreezable, type ReportView as View } from './prepare-report.ts';
import { type ReportAnswer, UpdateReportDocument, type VersionAnswer } from './report-documents.ts';
import { ReportBody } from './ReportBody.tsx';
import { ReportTools } from './ReportTools.tsx';
import { useBlocksNow } from './use-report.ts';

interface ReportViewProps {
  report: ReportAnswer;
  version: VersionAnswer;
  view: View;
  onSaved: () => void;
}

const NOT_READ: Standing = { kind: 'unknown', mark: '', changes: [] };
const NO_CATALOGUE: never[] = [];

/** The words and blocks of a version, each block as of then or now. */
export function ReportView({ report, version, view, onSaved }: ReportViewProps) {
  const { change } = useAddress();
  const mayDo = useMay();
  const [{ data }] = useQuery({ query: ComparedMetricsDocument });
  const blocks = version.blocks as unknown as readonly Block[];
  const nameOf = useCallback((id: string) => data?.metrics.find((metric) => metric.id === id)?.title ?? id, [data]);
  const keys = useMemo(() => blocks.map(({ key }) => key), [blocks]);
  const now = useBlocksNow(report.id, blocks.length > 0 ? version.number : null);
  const standings = useMemo(() => new Map(blocks.map(({ key, frozen }) => [key, standingOf(frozen, now.byKey.get(key) ?? null, nameOf)])), [blocks, now.byKey, nameOf]);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const update = useChange(UpdateReportDocument);
  const mayRefreeze = report.canEdit && mayDo('updateReport') && version.number === report.version;
  const anew = useMemo(() => (mayRefreeze ? refreezable(blocks, standings) : []), [mayRefreeze, blocks, standings]);
  const picked = chosen.filter((key) => anew.includes(key));
  const refreeze = async () => {
    if ((await update.send({ input: { reportId: report.id, expectedVersion: report.version, refreeze: picked } })) === null) return;
    setChosen([]);
    onSaved();
  };
  const draw = useCallback(
    (index: number) => {
      const block = blocks[index];
      if (!block || !data) return <div className="skeleton report-block" style={{ height: 320 }} aria-busy="true" />;
      const { key } = block;
      return (
        <BlockFigure
          key={key}
          block={block}
          now={(now.byKey.get(key) as Now | undefined) ?? null}
          readAt={now.at}
          standing={standings.get(key) ?? NOT_READ}
          catalogue={data?.metrics ?? NO_CATALOGUE}
          isNow={isNowShown(view, key)}
          onNow={(isNow) => change({ now: nowAfter(view, keys, key, isNow) })}
          refreeze={anew.includes(key) ? { isChosen: chosen.includes(key), choose: (isChosen) => setChosen((before) => (isChosen ? [...before, key] : before.filter((each) => each !== key))) } : null}
        />
      );
    },
    [blocks, data, now.byKey, now.at, standings, view, keys, change, anew, chosen],
  );
  return (
    <>
      {blocks.length > 0 && (
        <ReportTools
          standing={pageStanding([...standings.values()])}
          isNow={view.now === 'all'}
          onNow={(isNow) => change({ now: isNow ? 'all' : null })}
          onReadAgain={now.readAgain}
          refreeze={anew.length > 0 ? { count: picked.length, all: anew.length, isBusy: update.isBusy, onAll: () => setChosen(anew), onFreeze: () => void refreeze() } : null}
        />
      )}
      {update.problem && <Failure problem={update.problem} />}
      {now.problem && <Failure problem={now.problem} />}
      <article className="report" aria-label={version.title}>
        {version.body.trim() === '' ? <p className="muted">Nothing was written so far.</p> : <ReportBody text={version.body} draw={draw} />}
      </article>
    </>
  );
}
