'use client';
import dynamic from 'next/dynamic';
import { useCallback, useMemo } from 'react';
import { useViewer } from '../account/viewer.ts';
import { LayerSelect } from '../classes/LayerSelect.tsx';
import { FigureSkeletons } from '../figures/FigureSkeletons.tsx';
import { FigureTools } from '../figures/FigureTools.tsx';
import type { FigureData } from '../figures/figure-data.ts';
import { loadFigures } from '../figures/load-figures.ts';
import { type View, viewOf, zoomAddress } from '../figures/view.ts';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useAddress } from '../frame/use-address.ts';
import { GeometrySkeleton } from '../geometry/GeometrySkeleton.tsx';
import { RunReview } from '../review/RunReview.tsx';
import { suggestionText } from '../review/prepare-verdicts.ts';
import { captionOf, geometryRun, wideAddress } from './prepare-geometry-run.ts';
import { isEnded } from './prepare-status.ts';
import type { RunRecord } from './run-record.ts';
import { useLayer } from './use-layer.ts';

const Figures = dynamic(loadFigures, { ssr: false, loading: FigureSkeletons });
const Geometry = dynamic(() => import('../geometry/Geometry.tsx').then((part) => part.Geometry), { ssr: false, loading: GeometrySkeleton });
const RunCosines = dynamic(() => import('../geometry/RunCosines.tsx').then((part) => part.RunCosines), { ssr: false });
const Classes = dynamic(() => import('../classes/Classes.tsx').then((part) => part.Classes), { ssr: false, loading: TabSkeleton });
const Depth = dynamic(() => import('../depth/Depth.tsx').then((part) => part.Depth), { ssr: false, loading: TabSkeleton });
const Robustness = dynamic(() => import('../robustness/Robustness.tsx').then((part) => part.Robustness), { ssr: false, loading: TabSkeleton });
const RunChecks = dynamic(() => import('../checks/RunChecks.tsx').then((part) => part.RunChecks), { ssr: false, loading: TabSkeleton });
const RunLog = dynamic(() => import('./RunLog.tsx').then((part) => part.RunLog), { ssr: false, loading: TabSkeleton });
const Settings = dynamic(() => import('./Settings.tsx').then((part) => part.Settings), { ssr: false, loading: TabSkeleton });
const Disagreements = dynamic(() => import('../disagreements/Disagreements.tsx').then((part) => part.Disagreements), { ssr: false, loading: TabSkeleton });

const TABS = [
  { id: 'figures', name: 'Figures' },
  { id: 'classes', name: 'Classes' },
  { id: 'geometry', name: 'Geometry' },
  { id: 'depth', name: 'Depth' },
  { id: 'robustness', name: 'Robustness' },
  { id: 'disagreements', name: 'Disagreements' },
  { id: 'checks', name: 'Checks' },
  { id: 'log', name: 'Log' },
  { id: 'settings', name: 'Settings' },
] as const;

/** The tabs of a run; which one is open is part of the address. */
export function RunTabs({ record }: { record: RunRecord }) {
  const { search, withChange, change } = useAddress();
  const open = TABS.find((tab) => tab.id === search.get('tab'))?.id ?? 'figures';
  const view = useMemo(() => viewOf(search), [search]);
  const layer = layerIn(search.get('layer'), record.run.layers);
  const shown = useLayer(record, open === 'figures' ? layer : 'last');
  const data = useMemo(() => shown.record && figureData(shown.record, layer), [shown.record, layer]);
  const access = useViewer()?.access;
  const geometry = useMemo(() => geometryRun(record), [record]);
  const onZoom = useCallback((zoom: View['zoom']) => change(zoomAddress(zoom)), [change]);
  return (
    <>
      <div className="row tools">
        <nav className="tabs" aria-label="Parts of the run">
          {TABS.map((tab) => (
            <PageLink
              key={tab.id}
              href={withChange({ tab: tab.id === 'figures' ? null : tab.id })}
              aria-current={tab.id === open ? 'page' : undefined}
              scroll={false}
            >
              {tab.name}
            </PageLink>
          ))}
        </nav>
        <span className="grow no-phone" />
        {open === 'figures' && (
          <FigureTools
            view={view}
            hasPhase={record.run.terminalPhaseEpoch !== null}
            noRandom={access == null || access === 'LINK' ? undefined : data?.sizes ? null : NO_SIZES}
            layer={<LayerSelect layers={record.run.layers} layer={layer} featureCount={record.run.featureCount} onChange={change} />}
            onChange={change}
          />
        )}
        {open === 'geometry' && (
          <PageLink className="btn" href={wideAddress(record.run.id, search)}>
            Wide view
          </PageLink>
        )}
      </div>
      <RunReview
        run={{ id: record.run.id, studyId: record.run.study?.id ?? '', terminalPhaseEpoch: record.run.terminalPhaseEpoch }}
        view={view}
        layer={layer}
        suggestion={suggestionText(record.run.suggestedVerdict)}
        isOpen={search.get('review') === '1'}
        activeId={search.get('note')}
        onChange={change}
      >
        {open === 'figures' && data && <Figures data={data} view={view} onZoom={onZoom} caption={captionOf(record.run)} />}
        {open === 'figures' && !data && (shown.problem ? <Failure problem={shown.problem} onAgain={shown.readAgain} /> : <FigureSkeletons />)}
        {open === 'figures' && <RunCosines run={geometry} />}
        {open === 'classes' && <Classes run={geometry} />}
        {open === 'geometry' && <Geometry run={geometry} />}
        {open === 'depth' && <Depth run={geometry} />}
        {open === 'robustness' && data && <Robustness id={record.run.id} data={data} caption={captionOf(record.run)} />}
        {open === 'disagreements' && <Disagreements run={geometry} />}
        {open === 'checks' && <RunChecks id={record.run.id} studyId={record.run.study?.id ?? ''} status={record.run.status} />}
        {open === 'log' && <RunLog run={record.run} />}
        {open === 'settings' && <Settings run={record.run} />}
      </RunReview>
    </>
  );
}

const layerIn = (wanted: string | null, layers: readonly string[]) => (wanted !== null && layers.includes(wanted) ? wanted : 'last');

function TabSkeleton() {
  return <div className="panel skeleton" style={{ height: 440 }} aria-busy="true" />;
}

function figureData({ run, history, train, test }: RunRecord, layer: string): FigureData {
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
    sizes: layer === 'last' ? sizesOf(run) : null,
  };
}

const NO_SIZES = 'Known for the last layer of a run whose images and features are counted';

function sizesOf({ classCount, featureCount, trainSampleCount, testSampleCount }: RunRecord['run']): FigureData['sizes'] {
  return classCount === null || featureCount === null || trainSampleCount === null ? null : { classes: classCount, features: featureCount, train: trainSampleCount, test: testSampleCount };
}
