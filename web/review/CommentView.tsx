'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { PersonMark } from '../account/PersonMark.tsx';
import { useMay } from '../account/viewer.ts';
import { Failure } from '../frame/Failure.tsx';
import { useNow } from '../frame/use-now.ts';
import { ago, moment } from '../formats/times.ts';
import { useChange } from '../graphql/use-change.ts';
import { Composer } from './Composer.tsx';
import { FromArchive } from './FromArchive.tsx';
import type { Comment } from './review-documents.ts';
import { DeleteCommentDocument, EditCommentDocument } from './writing-documents.ts';

const Markdown = dynamic(() => import('./Markdown.tsx').then((part) => part.Markdown));

/** What a person said, with what they said before where they changed it. */
export function CommentView({ comment }: { comment: Comment }) {
  const { body, createdAt, editedAt, deletedAt, author, revisions, version } = comment;
  const now = useNow(60_000);
  const mayDo = useMay();
  const [isEditing, setEditing] = useState(false);
  const edit = useChange(EditCommentDocument);
  const remove = useChange(DeleteCommentDocument);
  const name = author?.name ?? comment.authorName ?? (comment.isFromArchive ? 'Somebody elsewhere' : 'Somebody at the server');
  const save = async (words: string) => {
    const isSaved = (await edit.send({ input: { commentId: comment.id, body: words, expectedVersion: version } })) !== null;
    if (isSaved) setEditing(false);
    return isSaved;
  };
  return (
    <div className="post">
      <PersonMark name={name} colour={author?.colour ?? 'ink-3'} />
      <div className="said">
        <div className="by">
          <b>{name}</b> {comment.isFromArchive && <FromArchive />} <time dateTime={createdAt} title={moment(createdAt)}>{ago(createdAt, now)}</time>
          {editedAt && !deletedAt && ', edited'}
        </div>
        {deletedAt ? <p className="muted">taken back</p> : isEditing ? <Composer label="Other words, in Markdown" word="Save" text={body} hasFocus isBusy={edit.isBusy} problem={edit.problem} onSend={save} onLeave={() => setEditing(false)} /> : <Markdown text={body} />}
        {revisions.length > 0 && !deletedAt && (
          <details className="before">
            <summary>What it said before</summary>
            {revisions.map((revision) => (
              <div key={revision.version}>
                <span className="muted">until {moment(revision.at)}</span>
                <Markdown text={revision.body} />
              </div>
            ))}
          </details>
        )}
        {comment.canEdit && !isEditing && mayDo('editComment') && (
          <span className="row tight acts">
            <button type="button" className="btn plain" onClick={() => setEditing(true)}>
              Edit
            </button>
            <button type="button" className="btn plain" disabled={remove.isBusy} onClick={() => void remove.send({ input: { commentId: comment.id } })}>
              Take back
            </button>
          </span>
        )}
        {remove.problem && <Failure problem={remove.problem} />}
      </div>
    </div>
  );
}
