'use client';
import { useState } from 'react';
import { plural } from '../formats/names.ts';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { useAddress } from '../frame/use-address.ts';
import { chooseStudy } from '../studies/choose-study.ts';
import { useStudies } from '../studies/use-studies.ts';
import { ArrayNamesFields } from './ArrayNamesFields.tsx';
import type { ArrayNames } from './array-roles.ts';
import { DropZone } from './DropZone.tsx';
import { runNameOf } from './epoch-in-name.ts';
import { FileCard } from './FileCard.tsx';
import { readyFiles } from './files.ts';
import { whyNotReady } from './prepare-import.ts';
import { RunFields } from './RunFields.tsx';
import { newRunInput, type RunForm, readRunForm, writeRunForm } from './run-form.ts';
import { useFiles } from './use-files.ts';
import { useRecording } from './use-recording.ts';

const USUAL_STUDY = 'Imported';

/** Brings epochs of a network that was trained elsewhere into the record. */
export function ImportPage() {
  const { search, change } = useAddress();
  const [form, setForm] = useState<RunForm>(() => readRunForm(new URLSearchParams(search.toString())));
  const [arrays, setArrays] = useState<ArrayNames>({});
  const { files, add, again, remove, setEpoch, setStage } = useFiles();
  const studies = useStudies();
  const study = chooseStudy(form.study || USUAL_STUDY, studies);
  const usualName = runNameOf(files.map(({ file }) => file.name));
  const name = form.name.trim() || usualName;
  const { record, isBusy, run, problem, forget } = useRecording(setStage);
  const ready = readyFiles(files);
  const why = whyNotReady(files, study);
  const fill = (part: Partial<RunForm>) => {
    const next = { ...form, ...part };
    forget();
    setForm(next);
    change(writeRunForm(next));
  };
  const start = () => study && record(ready, { run: newRunInput(form, study, name), split: form.split, layer: form.layer.trim(), arrays, staysOpen: form.staysOpen });
  const field = problem?.field ?? '';
  return (
    <>
      <div className="head row">
        <h1>Import</h1>
        <span className="muted">
          Epochs of a network trained elsewhere. Programs do the same over HTTP, and <code>npm run import</code> from a shell.
        </span>
      </div>
      <div className="launch">
        <div>
          <DropZone isEmpty={files.length === 0} onFiles={add} />
          <ul className="files" aria-label="Files to be recorded">
            {files.map((file) => (
              <FileCard key={file.key} file={file} runId={run?.id ?? null} onEpoch={(text) => setEpoch(file.key, text)} onAgain={() => again(file)} onRemove={() => remove(file.key)} />
            ))}
          </ul>
        </div>
        <section className="panel estimate" aria-labelledby="import-run">
          <header>
            <h2 id="import-run">The run</h2>
          </header>
          <div className="body">
            <RunFields form={form} usualName={usualName} usualStudy={USUAL_STUDY} study={study} studies={studies} errors={problem && field ? { [field]: problem.sentence } : {}} onChange={fill} />
            <ArrayNamesFields names={arrays} found={namesIn(files)} onChange={setArrays} />
            <div className="row launch-row">
              <button type="button" className="btn strong" disabled={why !== null || isBusy} onClick={() => void start()}>
                {isBusy ? 'Recording…' : ready.length > 0 ? `Record ${plural(ready.length, 'epoch')}` : 'Record'}
              </button>
              <span className="label">{why}</span>
            </div>
            {run && (
              <p className="queued" role="status">
                In the run <PageLink href={`/runs/${run.id}`}>{run.name}</PageLink>.
              </p>
            )}
            {problem && !field && <Failure problem={problem} />}
          </div>
        </section>
      </div>
    </>
  );
}

const namesIn = (files: readonly { arrays: { name: string }[] | null }[]): string[] => [...new Set(files.flatMap(({ arrays }) => (arrays ?? []).map(({ name }) => name)))];
