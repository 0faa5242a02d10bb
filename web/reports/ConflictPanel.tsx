'use client';
import { useMemo } from 'react';
import { moment } from '../formats/times.ts';
import { linesAgainst } from './edit-text.ts';
import type { VersionAnswer } from './report-documents.ts';

interface ConflictPanelProps {
  theirs: Pick<VersionAnswer, 'number' | 'author' | 'at' | 'title' | 'body'>;
  mine: { title: string; body: string };
  isBusy: boolean;
  onMine: () => void;
  onTheirs: () => void;
  onBack: () => void;
}

/** Two texts that were made from the same version, and whose holds. */
export function ConflictPanel({ theirs, mine, isBusy, onMine, onTheirs, onBack }: ConflictPanelProps) {
  const texts = useMemo(() => [linesAgainst(theirs.body, mine.body), linesAgainst(mine.body, theirs.body)] as const, [theirs, mine]);
  return (
    <section className="panel report-conflict" role="alert" aria-labelledby="conflict-title">
      <header>
        <h2 id="conflict-title">{theirs.author ?? 'Somebody'} saved version {theirs.number} meanwhile</h2>
      </header>
      <p className="body">Nothing of yours was saved or lost. Lines with a bar stand on that side alone.</p>
      <div className="report-two">
        <Side name={`Theirs, ${moment(theirs.at)}`} title={theirs.title} lines={texts[0]}>
          <button type="button" className="btn" disabled={isBusy} onClick={onTheirs}>
            Take theirs
          </button>
        </Side>
        <Side name="Yours" title={mine.title} lines={texts[1]}>
          <button type="button" className="btn strong" disabled={isBusy} onClick={onMine}>
            Save mine as version {theirs.number + 1}
          </button>
        </Side>
      </div>
      <p className="body row">
        <button type="button" className="btn plain" onClick={onBack}>
          Go on writing mine
        </button>
      </p>
    </section>
  );
}

function Side({ name, title, lines, children }: { name: string; title: string; lines: ReturnType<typeof linesAgainst>; children: React.ReactNode }) {
  return (
    <div>
      <div className="row">
        <b>{name}</b>
        <span className="grow" />
        {children}
      </div>
      <p className="muted">{title}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="report-lines mono" tabIndex={0} aria-label={`Text: ${name}`}>
        {lines.map(({ line, isOwn }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines in their order
          <div key={i} className={isOwn ? 'own' : undefined}>
            {isOwn && <span className="hide">only here: </span>}
            {line || '\u00a0'}
          </div>
        ))}
      </section>
    </div>
  );
}
