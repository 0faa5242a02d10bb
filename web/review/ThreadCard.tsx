'use client';
import { useEffect, useRef } from 'react';
import { useMay } from '../account/viewer.ts';
import type { MetricEntry } from '../figures/metric-entry.ts';
import { Failure } from '../frame/Failure.tsx';
import { Icon } from '../frame/Icon.tsx';
import { useChange } from '../graphql/use-change.ts';
import { CommentView } from './CommentView.tsx';
import { Composer } from './Composer.tsx';
import { anchorWords } from './prepare-notes.ts';
import type { Thread } from './review-documents.ts';
import { ReopenThreadDocument, ReplyDocument, ResolveThreadDocument } from './writing-documents.ts';

interface ThreadCardProps {
  thread: Thread;
  metrics: readonly MetricEntry[];
  isActive: boolean;
  /** what a note without a place is on */
  whole?: string;
  onOpen: () => void;
  /** named where notes on several runs stand together */
  ofRun?: string;
}

/** A note with what was said under it; the one that is open shows all of it and takes an answer. */
export function ThreadCard({ thread, metrics, isActive, whole = 'The run', onOpen, ofRun }: ThreadCardProps) {
  const words = anchorWords(thread, metrics);
  const comments = thread.comments.nodes;
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isActive) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  const replies = comments.length - 1;
  return (
    <li ref={card} className={isActive ? 'active' : undefined}>
      <button type="button" className="anchor" aria-expanded={isActive} onClick={onOpen}>
        <span className={`note-number${thread.resolvedAt ? ' done' : ''}`}>{thread.number}</span>
        <span>
          {words ? (
            <>
              <b>{words.what}</b>, {words.of}, <b>{words.where}</b>
              {words.value && `: ${words.value}`}
            </>
          ) : (
            <b>{whole}</b>
          )}
          {ofRun && <span className="muted"> · {ofRun}</span>}
        </span>
        <span className="grow" />
        {thread.resolvedAt ? <span className="muted">resolved</span> : !isActive && replies > 0 && <span className="muted">{replies === 1 ? '1 reply' : `${replies} replies`}</span>}
      </button>
      {thread.isRunDeleted && <p className="muted outdated">Its run was deleted.</p>}
      {words?.change && <p className="muted outdated">{words.change}</p>}
      {(isActive ? comments : comments.slice(0, 1)).map((comment) => (
        <CommentView key={comment.id} comment={comment} />
      ))}
      {isActive && <ThreadActs thread={thread} />}
    </li>
  );
}

function ThreadActs({ thread }: { thread: Thread }) {
  const mayDo = useMay();
  const reply = useChange(ReplyDocument);
  const resolve = useChange(ResolveThreadDocument);
  const reopen = useChange(ReopenThreadDocument);
  if (!mayDo('reply')) return null;
  const settle = thread.resolvedAt ? reopen : resolve;
  return (
    <div className="reply">
      <Composer
        label="Reply"
        word="Reply"
        isBusy={reply.isBusy}
        problem={reply.problem}
        onSend={async (body) => (await reply.send({ input: { threadId: thread.id, body } })) !== null}
      />
      <button type="button" className="btn" disabled={settle.isBusy} onClick={() => void settle.send({ input: { threadId: thread.id } })}>
        <Icon name={thread.resolvedAt ? 'note' : 'check'} isSmall />
        {thread.resolvedAt ? 'Open again' : 'Resolve'}
      </button>
      {settle.problem && <Failure problem={settle.problem} />}
    </div>
  );
}
