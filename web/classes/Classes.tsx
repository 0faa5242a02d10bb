'use client';
import { useMemo } from 'react';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { Failure } from '../frame/Failure.tsx';
import { Switch } from '../frame/Switch.tsx';
import { useAddress } from '../frame/use-address.ts';
import type { GeometryRun } from '../geometry/geometry-run.ts';
import { SPLITS } from '../geometry/view.ts';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { ClassTable } from './ClassTable.tsx';
import { EpochSelect } from './EpochSelect.tsx';
import { LayerSelect } from './LayerSelect.tsx';
import { MapPanel } from './MapPanel.tsx';
import { classesTable, prepareClasses } from './prepare-classes.ts';
import { agreementModel, confusionModel } from './prepare-maps.ts';
import { type ClassesReading, useClasses } from './use-classes.ts';
import { type ClassesView, classesViewOf } from './view.ts';

/** Which classes collapse, and which are taken for which: at an epoch, beside the start of the terminal phase. */
export function Classes({ run }: { run: GeometryRun }) {
  const { search, change } = useAddress();
  const view = useMemo(() => classesViewOf(search, run.layers), [search, run.layers]);
  const reading = useClasses(run, view);
  const { answer } = reading;
  const confusion = useMemo(() => answer && confusionModel(answer), [answer]);
  const agreement = useMemo(() => answer && agreementModel(answer), [answer]);
  const epoch = answer?.now?.epoch ?? null;
  const caption = `${run.caption} ${view.split} images, layer ${view.layer}, epoch ${epoch}. ${typeof location === 'undefined' ? '' : location.href}`;
  return (
    <>
      <div className="row part-tools">
        <span className="label no-phone">Split</span>
        <Switch label="Split of the classes" choices={SPLITS} value={view.split} onChange={(split) => change({ split: split === 'train' ? null : split })} />
        <LayerSelect layers={run.layers} layer={view.layer} onChange={change} />
        {answer?.now && <EpochSelect label="Epoch of the classes" epochs={answer.now.measuredEpochs.map(Number)} epoch={answer.now.epoch} onChange={(next) => change({ epoch: next })} />}
      </div>
      <Body reading={reading} view={view} run={run} caption={caption} onChange={change} />
      {answer?.now && (
        <div className="two-panels">
          <MapPanel model={confusion} title="Confusion" name={`Confusion, epoch ${epoch}`} note="row true, column chosen" caption={caption} mostHeight={420}>
            <p className="muted">This layer has no classifier, so nothing was chosen.</p>
          </MapPanel>
          <MapPanel
            model={agreement}
            title={
              <MetricHelpButton id="NC4_MISMATCH">
                NC4&ensp;<span className="soft">Classifier and nearest mean</span>
              </MetricHelpButton>
            }
            name={`Classifier and nearest class mean, epoch ${epoch}`}
            note="row chosen, column nearest"
            caption={caption}
            mostHeight={420}
          >
            <p className="muted">This layer has no classifier, so nothing was chosen.</p>
          </MapPanel>
        </div>
      )}
    </>
  );
}

interface BodyProps {
  reading: ClassesReading;
  view: ClassesView;
  run: GeometryRun;
  caption: string;
  onChange: (changes: Record<string, string | null>) => void;
}

function Body({ reading: { answer, problem, readAgain }, view, run, caption, onChange }: BodyProps) {
  const prepared = useMemo(() => answer && prepareClasses(answer, view), [answer, view]);
  return (
    <section className="panel" aria-labelledby="by-class">
      <header>
        <h2 id="by-class">Collapse by class</h2>
        <span className="grow" />
        {answer?.now && <span className="fig">{`${view.split}, epoch ${answer.now.epoch}`}</span>}
        {prepared && answer && <ExportMenu title={`Collapse by class, epoch ${answer.now?.epoch}`} caption={caption} table={() => classesTable(prepared, answer)} />}
      </header>
      <div className="body">
        {problem ? (
          <Failure problem={problem} onAgain={readAgain} />
        ) : !answer ? (
          <div className="skeleton" style={{ height: 380 }} />
        ) : !prepared ? (
          <p className="muted">Nothing was measured here so far: the classes stand here from the first measured epoch on.</p>
        ) : (
          <>
            <p className="part-lead">{prepared.summary}</p>
            <ClassTable prepared={prepared} view={view} onChange={onChange} />
            <p className="part-foot muted">
              Spread: mean squared distance of a class's images to their mean, divided by the mean squared distance of the class means to their centre, <span className="sym">v</span>
              <sub>c</sub> / Tr Σ<sub>B</sub>; 0 at collapse.{' '}
              {prepared.rows.some(({ tick }) => tick !== null) && <>The tick on a bar is the spread when the terminal phase began, in epoch {run.terminalPhaseEpoch}. </>}
              Weighted by their share of the images, the spreads add up to <MetricHelpButton id="NC1_QUOTIENT">the quotient of traces</MetricHelpButton>. |m| and |w| are the lengths of class mean and classifier row.
            </p>
            {prepared.warnings.map((warning) => (
              <p key={warning} className="part-foot muted">
                {warning}
              </p>
            ))}
          </>
        )}
      </div>
    </section>
  );
}
