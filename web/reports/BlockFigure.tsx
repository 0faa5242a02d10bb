'use client';
import { useId } from 'react';
import type { ComparedMetric } from '../comparison/comparison-documents.ts';
import { Icon } from '../frame/Icon.tsx';
import { Switch } from '../frame/Switch.tsx';
import { BlockContent } from './BlockContent.tsx';
import type { Block, Now } from './blocks.ts';
import type { Standing } from './describe-change.ts';
import { blockTitle, captionOf } from './prepare-report.ts';

interface BlockFigureProps {
  block: Block;
  now: Now | null;
  readAt: string | null;
  standing: Standing;
  catalogue: readonly ComparedMetric[];
  isNow: boolean;
  onNow: (isNow: boolean) => void;
  /** null: it cannot be frozen anew, by whoever looks or at all */
  refreeze: { isChosen: boolean; choose: (isChosen: boolean) => void } | null;
}

const SIDES = [
  { value: 'then', label: 'As of then' },
  { value: 'now', label: 'Now' },
] as const;

/** A block with its caption line: of when its data are, by which formulas, and whether there is something else now. */
export function BlockFigure({ block: { question, frozen }, now, readAt, standing, catalogue, isNow, onNow, refreeze }: BlockFigureProps) {
  const titleId = useId();
  const title = blockTitle(question);
  const caption = captionOf(frozen, now, isNow, readAt);
  const answer = isNow && now?.answer ? now.answer : frozen.answer;
  return (
    <figure className="report-block" aria-labelledby={titleId}>
      <figcaption>
        <div className="row tight">
          <b id={titleId}>{title}</b>
          {standing.mark && (
            <span className="status c-warn">
              <Icon name="alert" isSmall />
              {standing.mark}
            </span>
          )}
          <span className="grow" />
          {refreeze && (
            <label className="row tight small refreeze">
              <input type="checkbox" checked={refreeze.isChosen} onChange={(event) => refreeze.choose(event.target.checked)} />
              Freeze anew<span className="hide">: {title}</span>
            </label>
          )}
          <Switch
            label={`Data of ${title}`}
            choices={SIDES}
            value={isNow ? 'now' : 'then'}
            onChange={(side) => onNow(side === 'now')}
            disabled={standing.kind === 'gone' ? { values: ['now'], reason: standing.changes.join(' ') } : undefined}
          />
        </div>
        <p className="fig report-caption">{caption}</p>
        {standing.mark && <p className="report-changes">{standing.changes.join(' ')}</p>}
      </figcaption>
      {isNow && now === null ? <div className="skeleton" style={{ height: 280 }} aria-busy="true" /> : <BlockContent question={question} answer={answer} catalogue={catalogue} title={title} caption={caption} />}
      {isNow && standing.kind === 'unknown' && now !== null && <p className="fig">Values are still measured: as of then until they are there.</p>}
    </figure>
  );
}
