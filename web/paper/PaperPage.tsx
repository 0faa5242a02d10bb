'use client';
import { useMemo } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { Switch } from '../frame/Switch.tsx';
import { useAddress } from '../frame/use-address.ts';
import { VIEW_CHOICES } from '../figures/view.ts';
import type { PaperAnswer } from './paper-documents.ts';
import { PAPER_FIGURES, PLAIN_PAPER, type PaperView, ROBUSTNESS, SPLITS, paperViewOf } from './paper-view.ts';
import { FigurePanel } from './FigurePanel.tsx';
import { prepareGrid } from './prepare-grid.ts';
import { prepareTable1 } from './prepare-table-1.ts';
import { Table1 } from './Table1.tsx';
import { usePaper } from './use-paper.ts';

/** The paper's figures and its Table 1, filled from the record. */
export function PaperPage() {
  const { search, change, withChange } = useAddress();
  const view = useMemo(() => paperViewOf(search), [search]);
  const { answer, problem, readAgain } = usePaper(view);
  const choose = (changes: Partial<PaperView>) => change(addressOf({ ...view, ...changes }));
  return (
    <>
      <Head answer={answer} view={view} choose={choose} />
      {problem && !answer ? (
        <section className="panel">
          <Failure problem={problem} onAgain={readAgain} />
        </section>
      ) : (
        <Figure answer={answer} view={view} choose={choose} link={withChange({})} />
      )}
    </>
  );
}

/** What is as usual is not written into the address. */
const addressOf = ({ figure, studyId, split, y }: PaperView) => ({
  figure: figure === PLAIN_PAPER.figure ? null : String(figure),
  study: studyId,
  split: split === PLAIN_PAPER.split ? null : split,
  y: y === PLAIN_PAPER.y ? null : y,
});

const ONLY_TEST = { values: ['train'], reason: 'Robustness is measured on test images' } as const;

type Choose = (changes: Partial<PaperView>) => void;

function Head({ answer, view, choose }: { answer: PaperAnswer | null; view: PaperView; choose: Choose }) {
  const studies = answer?.studies.nodes ?? [];
  return (
    <div className="head row">
      <h1>The paper’s figures, from the record</h1>
      <span className="grow no-phone" />
      <label className="row tight">
        <span className="label">Study</span>
        <select className="field study-choice" value={view.studyId ?? ''} onChange={(event) => choose({ studyId: event.target.value || null })}>
          <option value="">all studies</option>
          {/* until its name is known, or where it is not among the newest, the choice stands by its id */}
          {view.studyId && !studies.some(({ id }) => id === view.studyId) && <option value={view.studyId}>{view.studyId}</option>}
          {studies.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Figure({ answer, view, choose, link }: { answer: PaperAnswer | null; view: PaperView; choose: Choose; link: string }) {
  const grid = useMemo(() => answer && prepareGrid(answer, view), [answer, view]);
  const table = useMemo(() => answer && prepareTable1(answer.paperGrid), [answer]);
  const study = answer?.studies.nodes.find(({ id }) => id === view.studyId)?.name;
  const origin = typeof location === 'undefined' ? '' : location.origin;
  const caption = `Collapsar, ${study ?? (view.studyId ? `study ${view.studyId}` : 'all studies')}, ${origin}${link}`;
  return (
    <div className="stack">
      <section className="panel paper" aria-label="Figure">
        <div className="paper-tools">
          <Switch
            label="Figure of the paper"
            choices={PAPER_FIGURES.map(({ number, title }) => ({ value: String(number), label: `${number} ${title}` }))}
            value={String(view.figure)}
            onChange={(figure) => choose({ figure: Number(figure) })}
          />
          <span className="grow no-phone" />
          <span className="row tight">
            <span className="label">Images</span>
            <Switch label="Images" choices={SPLITS} value={view.split} onChange={(split) => choose({ split })} disabled={view.figure === ROBUSTNESS ? ONLY_TEST : undefined} />
          </span>
          <span className="row tight">
            <span className="label">y</span>
            <Switch label="y axis" choices={VIEW_CHOICES.y} value={view.y} onChange={(y) => choose({ y })} />
          </span>
        </div>
        {grid && answer ? <FigurePanel grid={grid} answer={answer} caption={caption} /> : <div className="skeleton matrix-skeleton" aria-busy="true" />}
      </section>
      {table && answer ? <Table1 table={table} grid={answer.paperGrid} caption={caption} /> : <div className="panel skeleton" style={{ height: 300 }} />}
    </div>
  );
}
