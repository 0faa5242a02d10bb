'use client';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { moment } from '../formats/times.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import { Switch } from '../frame/Switch.tsx';
import { canonical, fenceOf, type Question } from './blocks.ts';
import { ConflictPanel } from './ConflictPanel.tsx';
import { fenceAt, insertBlock, sizeText } from './edit-text.ts';
import { reportHref } from './prepare-report.ts';
import { type Beginning, useEditor } from './use-editor.ts';
import { useLeaving } from './use-leaving.ts';
import type { ReportNews } from './use-report.ts';

const BlockDialog = dynamic(() => import('./BlockDialog.tsx').then((part) => part.BlockDialog), { ssr: false });
const ReportPreview = dynamic(() => import('./ReportPreview.tsx').then((part) => part.ReportPreview), { ssr: false });

const SIDES = [
  { value: 'text', label: 'Text' },
  { value: 'preview', label: 'Preview' },
] as const;

interface ReportEditorProps {
  beginning: Beginning;
  study: { slug: string; name: string };
  /** what somebody else did meanwhile */
  news: ReportNews | null;
}

/** The text of a report beside how it will look. */
export function ReportEditor({ beginning, study, news }: ReportEditorProps) {
  const router = useRouter();
  const editor = useEditor(beginning);
  const { id, text, isUnsaved, blocks } = editor;
  const leaving = useLeaving(isUnsaved);
  const field = useRef<HTMLTextAreaElement>(null);
  const [side, setSide] = useState<'text' | 'preview'>('text');
  const [caret, setCaret] = useState(text.body.length);
  const [isBlockOpen, setBlockOpen] = useState(false);
  const present = useMemo(() => fenceAt(text.body, caret), [text.body, caret]);
  const known = useMemo(() => new Map(blocks.map((block) => [canonical(block.question), block])), [blocks]);
  const shown = useDeferredValue(text.body);
  const insert = useInsertion(field, (body) => editor.change({ body }));

  const save = async () => {
    const kept = await editor.save();
    // the address of a new report is that of its editor from now on, and the page stays as it is
    if (kept !== null && id === null) window.history.replaceState(null, '', `${reportHref(kept)}/edit`);
    return kept;
  };
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      if (!document.querySelector('dialog[open]')) void latest.current();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
  const finish = async () => {
    const kept = isUnsaved || id === null ? await save() : id;
    if (kept !== null) router.push(reportHref(kept));
  };
  const place = (question: Question) => {
    setBlockOpen(false);
    insert(insertBlock(text.body, caret, fenceOf(question)));
  };
  return (
    <div className="report-editor" data-side={side}>
      <div className="head">
        <div className="row">
          <nav className="crumbs" aria-label="Where this report belongs">
            <PageLink href="/reports">Reports</PageLink> / <PageLink href={`/studies/${encodeURIComponent(study.slug)}`}>{study.name}</PageLink> /
          </nav>
          <span className="grow" />
          <span className="muted" role="status">
            {stateText(editor)}
          </span>
          {id !== null && (
            <PageLink className="btn plain" href={reportHref(id)}>
              Read it
            </PageLink>
          )}
          <button type="button" className="btn" title="Ctrl + S" aria-keyshortcuts="Control+S" disabled={editor.isBusy || text.title.trim() === ''} onClick={() => void save()}>
            Save
          </button>
          <button type="button" className="btn strong" disabled={editor.isBusy || text.title.trim() === ''} onClick={() => void finish()}>
            Save and read
          </button>
        </div>
        <h1 className="hide">{id === null ? 'New report' : 'Edit the report'}</h1>
        <input className="field report-title" aria-label="Title" placeholder="Title" maxLength={200} value={text.title} onChange={(event) => editor.change({ title: event.target.value })} />
      </div>
      <Notices editor={editor} newer={newsText(news, editor)} />
      {editor.theirs && <ConflictPanel theirs={editor.theirs} mine={text} isBusy={editor.isBusy} onMine={() => void editor.saveMine()} onTheirs={editor.takeTheirs} onBack={editor.leaveConflict} />}
      <div className="row report-sides">
        <Switch label="Side" choices={SIDES} value={side} onChange={setSide} />
      </div>
      <div className="report-two">
        <section className="report-text" aria-label="Text">
          <div className="row tight">
            <button type="button" className="btn" onClick={() => setBlockOpen(true)}>
              {present ? 'Change the block' : 'Insert a block'}
            </button>
            <span className="grow" />
            <span className="fig">{sizeText(text.body)}</span>
          </div>
          <textarea
            ref={field}
            className="field mono"
            aria-label="Text of the report, in Markdown"
            placeholder="Words in Markdown: # for a heading, - for a list, ** for bold. Curves, values and pictures come by “Insert a block”."
            spellCheck
            value={text.body}
            onChange={(event) => {
              editor.change({ body: event.target.value });
              setCaret(event.target.selectionStart);
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          />
        </section>
        <section className="report-preview" aria-label="Preview">
          <ReportPreview text={shown} studyId={beginning.studyId} known={known} />
        </section>
      </div>
      {isBlockOpen && <BlockDialog studyId={beginning.studyId} question={present?.question ?? null} isNew={present === null} onDone={place} onClose={() => setBlockOpen(false)} />}
      {leaving.wanted !== null && (
        <Dialog
          title="Leave without saving?"
          closeWord="Stay"
          onClose={leaving.stay}
          actions={
            <button type="button" className="btn strong" onClick={() => router.push(leaving.wanted!)}>
              Leave
            </button>
          }
        >
          <p>What you wrote is not saved. It is kept in this browser, and comes back when you open this editor again.</p>
        </Dialog>
      )}
    </div>
  );
}

type Editor = ReturnType<typeof useEditor>;

function stateText({ isBusy, isUnsaved, savedAt, base, text }: Editor): string {
  if (isBusy) return 'Saving …';
  if (isUnsaved) return text.title.trim() === '' ? 'Not saved: it needs a title' : 'Not saved';
  return savedAt ? `Version ${base} saved ${moment(savedAt).slice(11)}` : '';
}

/** What one saved oneself is no news. */
function newsText(news: ReportNews | null, { base, isBusy }: Editor): string | null {
  if (news?.kind === 'deleted') return 'This report was deleted meanwhile.';
  if (!news || isBusy || base === null || news.version <= base) return null;
  return `${news.author ?? 'Somebody'} saved version ${news.version} meanwhile. Saving shows you both.`;
}

function Notices({ editor, newer }: { editor: Editor; newer: string | null }) {
  return (
    <>
      {editor.restoredAt && (
        <p className="banner">
          <span>What you wrote until {moment(editor.restoredAt)} and did not save was brought back from this browser.</span>
          <button type="button" className="btn" onClick={editor.discard}>
            Discard it
          </button>
        </p>
      )}
      {newer && !editor.theirs && (
        <p className="banner" role="status">
          <span>{newer}</span>
        </p>
      )}
      {editor.aside && (
        <p className="banner">
          <span>You took the other text.</span>
          <button type="button" className="btn" onClick={editor.bringBack}>
            Bring mine back
          </button>
        </p>
      )}
      {editor.problem && <Failure problem={editor.problem} />}
    </>
  );
}

/** Puts text into a field as if it were typed, so that it can be undone; once the window that asked for it has closed and given the focus back. */
function useInsertion(field: React.RefObject<HTMLTextAreaElement | null>, write: (text: string) => void) {
  const [wanted, setWanted] = useState<ReturnType<typeof insertBlock> | null>(null);
  const latest = useRef(write);
  latest.current = write;
  useEffect(() => {
    const element = field.current;
    if (!wanted || !element) return;
    setWanted(null);
    element.focus();
    element.setSelectionRange(wanted.from, wanted.to);
    const isTyped = document.execCommand('insertText', false, wanted.text);
    if (isTyped) return;
    latest.current(element.value.slice(0, wanted.from) + wanted.text + element.value.slice(wanted.to));
  }, [wanted, field]);
  return useCallback((insertion: ReturnType<typeof insertBlock>) => setWanted(insertion), []);
}
