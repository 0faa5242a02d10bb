'use client';
import { useMemo, useState } from 'react';
import { EpochSelect } from '../classes/EpochSelect.tsx';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { Failure } from '../frame/Failure.tsx';
import { Switch } from '../frame/Switch.tsx';
import { useAddress } from '../frame/use-address.ts';
import type { GeometryRun } from '../geometry/geometry-run.ts';
import { SPLITS } from '../geometry/view.ts';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { type DisagreementCard, disagreementsViewOf, type PreparedDisagreements, prepareDisagreements } from './prepare-disagreements.ts';
import { useDisagreements } from './use-disagreements.ts';

type Change = (changes: Record<string, string | null>) => void;

/** The images that classifier and nearest class mean tell apart differently, a page at a time. */
export function Disagreements({ run }: { run: GeometryRun }) {
  const { search, change } = useAddress();
  const view = useMemo(() => disagreementsViewOf(search), [search]);
  const { answer, problem, readAgain } = useDisagreements(run, view);
  const prepared = useMemo(() => answer && prepareDisagreements(answer, view), [answer, view]);
  const epochs = prepared?.measuredEpochs ?? answer?.classes?.measuredEpochs.map(Number) ?? [];
  const epoch = prepared?.epoch ?? answer?.classes?.epoch ?? null;
  return (
    <>
      <div className="row part-tools">
        <span className="label no-phone">Split</span>
        <Switch label="Split of the disagreements" choices={SPLITS} value={view.split} onChange={(split) => change({ split: split === 'test' ? null : split, page: null, pair: null })} />
        {epoch !== null && <EpochSelect label="Epoch of the disagreements" epochs={epochs} epoch={epoch} onChange={(next) => change({ epoch: next, page: null, pair: null })} />}
        {prepared && prepared.pairs.length > 0 && <PairSelect prepared={prepared} pair={view.pair ? view.pair.join('-') : ''} onChange={change} />}
      </div>
      <section className="panel" aria-labelledby="disagreements">
        <header>
          <h2 id="disagreements" className="figure-title">
            <MetricHelpButton id="NC4_MISMATCH">
              NC4&ensp;<span className="soft">Disagreements</span>
            </MetricHelpButton>
          </h2>
          <span className="grow" />
          {epoch !== null && <span className="fig">{`${view.split}, epoch ${epoch}`}</span>}
          {prepared && <ExportMenu title={`Disagreements, epoch ${prepared.epoch}`} caption={run.caption} table={() => prepared.table} />}
        </header>
        <div className="body">
          {problem && !prepared ? (
            <Failure problem={problem} onAgain={readAgain} />
          ) : !answer ? (
            <div className="skeleton" style={{ height: 380 }} />
          ) : prepared ? (
            <Cards prepared={prepared} onChange={change} />
          ) : (
            <NoneRecorded isMeasured={answer.classes !== null} split={view.split} />
          )}
        </div>
      </section>
    </>
  );
}

function PairSelect({ prepared, pair, onChange }: { prepared: PreparedDisagreements; pair: string; onChange: Change }) {
  return (
    <select className="field pair-select" aria-label="Pair of classes" value={prepared.pairs.some(({ value }) => value === pair) ? pair : ''} onChange={({ target }) => onChange({ pair: target.value || null, page: null })}>
      <option value="">all pairs</option>
      {prepared.pairs.map(({ value, text }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}

function NoneRecorded({ isMeasured, split }: { isMeasured: boolean; split: string }) {
  return (
    <div className="state quiet">
      <b>None recorded</b>
      <p>
        {isMeasured
          ? `No list of disagreements was recorded of the ${split} images. Runs trained here record one; runs from outside have none.`
          : `The ${split} images were not measured so far: the disagreements stand here from the first measured epoch on.`}
      </p>
    </div>
  );
}

function Cards({ prepared: { cards, summary, page, pageCount }, onChange }: { prepared: PreparedDisagreements; onChange: Change }) {
  const turn = (to: number) => onChange({ page: to === 1 ? null : String(to) });
  return (
    <>
      <p className="part-lead">{summary}</p>
      <ul className="picture-cards">
        {cards.map((card) => (
          <Card key={card.index} card={card} />
        ))}
      </ul>
      {pageCount > 1 && (
        <nav className="row picture-pages" aria-label="Pages of disagreements">
          <button type="button" className="btn" disabled={page === 1} onClick={() => turn(page - 1)}>
            Before
          </button>
          <span aria-live="polite">
            page {page} of {pageCount}
          </span>
          <button type="button" className="btn" disabled={page === pageCount} onClick={() => turn(page + 1)}>
            Next
          </button>
        </nav>
      )}
      <p className="part-foot muted">The margin is by how much the classifier's score of its choice is above that of the nearest mean's class; the largest stand first.</p>
    </>
  );
}

function Card({ card }: { card: DisagreementCard }) {
  return (
    <li>
      <Picture card={card} />
      <dl>
        <dt>true</dt>
        <dd>{card.truth}</dd>
        <dt>chosen</dt>
        <dd className="c-classifiers">{card.choice}</dd>
        <dt>nearest</dt>
        <dd className="c-means">{card.nearest}</dd>
        <dt>margin</dt>
        <dd title={card.marginTitle}>{card.margin}</dd>
      </dl>
      <p className="fig">
        {card.right}, {`no. ${card.index}`}
      </p>
    </li>
  );
}

/** A picture that was not recorded leaves its place, and says so. */
function Picture({ card: { picture, alt } }: { card: DisagreementCard }) {
  const [isMissing, setMissing] = useState(picture === null);
  if (isMissing || picture === null) return <span className="no-picture">no picture</span>;
  // biome-ignore lint/performance/noImgElement: a PNG of a few hundred bytes, stored for ever
  return <img src={picture} alt={alt} width={72} height={72} loading="lazy" onError={() => setMissing(true)} />;
}
