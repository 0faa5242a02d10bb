'use client';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useCallback, useMemo } from 'react';
import { FigureTools } from '../figures/FigureTools.tsx';
import { Figures } from '../figures/Figures.tsx';
import type { FigureData } from '../figures/figure-data.ts';
import { type View, viewOf, zoomAddress } from '../figures/view.ts';
import { useAddress } from '../frame/use-address.ts';
import { GeometrySkeleton } from '../geometry/GeometrySkeleton.tsx';
import { RunLog } from './RunLog.tsx';
import { Settings } from './Settings.tsx';
import { captionOf, geometryRun, wideAddress } from './prepare-geometry-run.ts';
import { isEnded } from './prepare-status.ts';
import type { RunRecord } from './run-record.ts';

const Geometry = dynamic(() => import('../geometry/Geometry.tsx').then((part) => part.Geometry), { ssr: false, loading: GeometrySkeleton });
const RunCosines = dynamic(() => import('../geometry/RunCosines.tsx').then((part) => part.RunCosines), { ssr: false });

const TABS = [
  { id: 'figures', name: 'Figures' },
  { id: 'geometry', name: 'Geometry' },
  { id: 'log', name: 'Log' },
  { id: 'settings', name: 'Settings' },
] as const;

/** The tabs of a run; which one is open is part of the address. */
export function RunTabs({ record }: { record: RunRecord }) {
  const { search, withChange, change } = useAddress();
  const open = TABS.find((tab) => tab.id === search.get('tab'))?.id ?? 'figures';
  const view = useMemo(() => viewOf(search), [search]);
  const data = useMemo(() => figureData(record), [record]);
  const geometry = useMemo(() => geometryRun(record), [record]);
  const onZoom = useCallback((zoom: View['zoom']) => change(zoomAddress(zoom)), [change]);
  return (
    <>
      <div className="row tools">
        <nav className="tabs" aria-label="Parts of the run">
          {TABS.map((tab) => (
            <Link
              key={tab.id}
              href={withChange({ tab: tab.id === 'figures' ? null : tab.id })}
              aria-current={tab.id === open ? 'page' : undefined}
              scroll={false}
            >
              {tab.name}
            </Link>
          ))}
        </nav>
        <span className="grow no-phone" />
        {open === 'figures' && (
          <FigureTools view={view} hasPhase={record.run.terminalPhaseEpoch !== null} onChange={change} />
        )}
        {open === 'geometry' && (
          <Link className="btn" href={wideAddress(record.run.id, search)}>
            Wide view
          </Link>
        )}
      </div>
      {open === 'figures' && <Figures data={data} view={view} onZoom={onZoom} caption={captionOf(record.run)} />}
      {open === 'figures' && <RunCosines run={geometry} />}
      {open === 'geometry' && <Geometry run={geometry} />}
      {open === 'log' && <RunLog run={record.run} />}
      {open === 'settings' && <Settings run={record.run} />}
    </>
  );
}

function figureData({ run, history, train, test }: RunRecord): FigureData {
  return {
    terminalPhaseEpoch: run.terminalPhaseEpoch,
    isPhaseProvisional: run.isTerminalPhaseProvisional,
    lastEpoch: run.lastEpoch,
    plannedEpochs: run.plannedEpochCount,
    isEnded: isEnded(run.status),
    loss: run.loss,
    history,
    train,
    test,
  };
}
