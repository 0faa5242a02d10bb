'use client';
import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState } from 'react';
import { networkName } from '../formats/names.ts';
import { count } from '../formats/numbers.ts';
import { Failure } from '../frame/Failure.tsx';
import { useAnswer } from '../graphql/use-answer.ts';
import { statusLook } from '../runs/prepare-status.ts';
import { ChosenRunsDocument, type RunChoice, StudyRunsDocument } from './report-documents.ts';

const ASK_AFTER_MS = 250;

interface RunsFieldProps {
  studyId: string;
  chosen: readonly string[];
  /** how many may be chosen; one: another choice takes its place */
  most: number;
  onChange: (runs: string[], known: readonly RunChoice[]) => void;
}

/** Runs of a study by name, ticked; those chosen stand first, whatever is searched. */
export function RunsField({ studyId, chosen, most, onChange }: RunsFieldProps) {
  const group = useId();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), ASK_AFTER_MS);
  const { data, problem, readAgain } = useAnswer(StudyRunsDocument, { filter: { studyId, ...(asked && { text: asked }) } }, 0);
  const [first] = useState(chosen);
  const before = useAnswer(ChosenRunsDocument, { ids: [...first] }, first.length > 0 ? 0 : null);
  const known = [...(before.data?.nodes ?? []).flatMap((node) => (node && 'name' in node ? [node as RunChoice] : [])), ...(data?.runs.nodes ?? [])].filter((run, i, all) => all.findIndex(({ id }) => id === run.id) === i);
  const found = new Set(data?.runs.nodes.map(({ id }) => id));
  const shown = [...known.filter(({ id }) => chosen.includes(id)), ...known.filter(({ id }) => !chosen.includes(id) && found.has(id))];
  const lost = chosen.filter((id) => data && (first.length === 0 || before.data) && !known.some((run) => run.id === id));
  const toggle = (id: string) => onChange(most === 1 ? [id] : chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id], known);
  return (
    <fieldset className="report-field">
      <legend>
        {most === 1 ? 'Run' : 'Runs'}
        {most > 1 && <span className="muted"> {count(chosen.length)} chosen</span>}
      </legend>
      <input type="search" className="field" aria-label="Search runs of the study" placeholder="Name or tag" value={text} onChange={(event) => setText(event.target.value)} />
      {problem && !data && <Failure problem={problem} onAgain={readAgain} />}
      {!data && !problem && <div className="skeleton" style={{ height: 120 }} aria-busy="true" />}
      {data && shown.length === 0 && <p className="muted">{asked ? 'No run of the study has these words.' : 'The study has no run.'}</p>}
      <ul className="report-choices">
        {shown.map((run) => (
          <li key={run.id}>
            <label>
              <input type={most === 1 ? 'radio' : 'checkbox'} name={group} checked={chosen.includes(run.id)} disabled={most > 1 && chosen.length >= most && !chosen.includes(run.id)} onChange={() => toggle(run.id)} />
              <span>
                {run.name}
                <span className="sub">{detailOf(run)}</span>
              </span>
            </label>
          </li>
        ))}
        {lost.map((id) => (
          <li key={id}>
            <label>
              <input type={most === 1 ? 'radio' : 'checkbox'} name={group} checked onChange={() => toggle(id)} />
              <span>
                a run that was deleted<span className="sub mono">{id}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {data && data.runs.totalCount > data.runs.nodes.length && <p className="fig">{count(data.runs.totalCount)} runs; a word finds the others.</p>}
    </fieldset>
  );
}

const detailOf = (run: RunChoice) => [networkName(run), run.dataset, `seed ${run.seed}`, `${statusLook(run.status).word}, ${count(run.lastEpoch)} of ${count(run.plannedEpochCount)} epochs`].join(' · ');
