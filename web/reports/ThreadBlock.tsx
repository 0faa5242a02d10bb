'use client';
import { PersonMark } from '../account/PersonMark.tsx';
import { plural } from '../formats/names.ts';
import { moment } from '../formats/times.ts';
import { Markdown } from '../review/Markdown.tsx';
import type { ThreadAnswer } from './blocks.ts';

/** What people said at one place, as it was kept: here nobody answers. */
export function ThreadBlock({ answer: { runName, place, resolvedAt, comments } }: { answer: ThreadAnswer }) {
  return (
    <div className="panel report-thread">
      <p className="fig">{[runName ?? 'the study', place, resolvedAt ? `resolved ${moment(resolvedAt)}` : 'open', plural(comments.length, 'comment')].filter(Boolean).join(' · ')}</p>
      {comments.map(({ author, at, body }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the oldest ones in their order, without ids
        <div className="post" key={i}>
          <PersonMark name={author ?? 'Somebody'} colour="ink-3" />
          <div>
            <p className="by">
              <b>{author ?? 'Somebody'}</b> <time dateTime={at}>{moment(at)}</time>
            </p>
            {body === '' ? <p className="muted">taken back</p> : <Markdown text={body} />}
          </div>
        </div>
      ))}
    </div>
  );
}
