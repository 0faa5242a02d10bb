'use client';
import { useId } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import type { ImportFile } from './files.ts';
import { Measured } from './Measured.tsx';
import { prepareFile } from './prepare-file.ts';

interface FileCardProps {
  file: ImportFile;
  runId: string | null;
  onEpoch: (text: string) => void;
  onAgain: () => void;
  onRemove: () => void;
}

/** A file on its way: how far it is, what is in it, and at the end its metrics. */
export function FileCard({ file, runId, onEpoch, onAgain, onRemove }: FileCardProps) {
  const id = useId();
  const model = prepareFile(file);
  const { stage } = file;
  return (
    <li className="panel file-card">
      <header>
        <h2>{model.name}</h2>
        <span className="fig">{model.size}</span>
        <span className="grow" />
        <span className="status" role="status">
          <Icon name={model.icon} tone={model.tone} />
          {model.state}
        </span>
      </header>
      <div className="body">
        {model.progress !== null && (
          <div className="progress" role="progressbar" aria-label={`${model.name}, ${model.state}`} aria-valuenow={Math.round(100 * model.progress)} aria-valuemin={0} aria-valuemax={100}>
            <b style={{ width: `${100 * model.progress}%` }} />
          </div>
        )}
        {model.isOpen && (
          <div className="row">
            <label className="row tight" htmlFor={id}>
              Epoch
              <input id={id} className="field epoch-field" inputMode="numeric" value={file.epoch} aria-invalid={model.epochError !== null} onChange={(event) => onEpoch(event.target.value)} />
            </label>
            {model.epochError && <span className="c-bad">{model.epochError}</span>}
            <span className="grow" />
            {stage.is === 'failed' && (
              <button type="button" className="btn" onClick={onAgain}>
                Send again
              </button>
            )}
            <button type="button" className="btn plain" aria-label={`Remove ${model.name}`} onClick={onRemove}>
              Remove
            </button>
          </div>
        )}
        {model.problem && <Failure problem={model.problem} />}
        {model.arrays.length > 0 && stage.is !== 'recorded' && (
          <ul className="arrays" aria-label={`Arrays in ${model.name}`}>
            {model.arrays.map((text) => (
              <li key={text} className="chip">
                {text}
              </li>
            ))}
          </ul>
        )}
        {stage.is === 'recorded' && (
          <>
            <p className="row">
              {model.sizes.map((text) => (
                <span key={text} className="chip">
                  {text}
                </span>
              ))}
              <span className="grow" />
              {runId && (
                <PageLink className="btn" href={`/runs/${runId}`}>
                  Open the run
                </PageLink>
              )}
            </p>
            {stage.values && <Measured values={stage.values} file={model.name} />}
            {stage.valuesProblem && <Failure problem={stage.valuesProblem} />}
          </>
        )}
      </div>
    </li>
  );
}
