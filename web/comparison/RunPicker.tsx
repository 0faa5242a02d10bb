'use client';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { useAnswer } from '../graphql/use-answer.ts';
import { ChoosableRunsDocument } from './comparison-documents.ts';
import { prepareChoices, wordsIn } from './prepare-choices.ts';
import { MOST_RUNS } from './view.ts';

/** How long nothing is typed before the record is asked. */
const ASK_AFTER_MS = 250;

interface RunPickerProps {
  chosen: readonly string[];
  tick: number | null;
  onChange: (runs: string[]) => void;
}

/** Search among the runs of the record, and tick those to compare. */
export function RunPicker({ chosen, tick, onChange }: RunPickerProps) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, ASK_AFTER_MS);
  const words = wordsIn(asked);
  const { data, problem, readAgain } = useAnswer(ChoosableRunsDocument, { words: words.map((word) => ({ text: word })), isSearching: words.length > 0 }, tick);
  const choices = useMemo(() => (data ? prepareChoices(data, text, chosen) : null), [data, text, chosen]);
  const isFull = chosen.length >= MOST_RUNS;
  return (
    <div className="picker">
      <input type="search" className="field" aria-label="Search runs to compare" placeholder="Name, network, data set, study, tag" value={text} onChange={(event) => setText(event.target.value)} />
      {problem && !data && <Failure problem={problem} onAgain={readAgain} />}
      {!choices && !problem && <div className="skeleton" style={{ height: 160 }} aria-busy="true" />}
      {choices && (
        <>
          <p className="sub" role="status">
            {choices.note}
            {isFull && ` ${MOST_RUNS} are chosen: more do not fit.`}
          </p>
          <ul className="choices">
            {choices.rows.map((row) => (
              <li key={row.id}>
                <label>
                  <input type="checkbox" checked={row.isChosen} disabled={isFull && !row.isChosen} onChange={() => onChange(row.isChosen ? chosen.filter((id) => id !== row.id) : [...chosen, row.id])} />
                  <span>
                    {row.name}
                    <span className="sub">{row.detail}</span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {choices.addable.length > 1 && !isFull && (
            <button type="button" className="btn" onClick={() => onChange([...chosen, ...choices.addable].slice(0, MOST_RUNS))}>
              Add all {choices.addable.length} shown
            </button>
          )}
        </>
      )}
    </div>
  );
}
