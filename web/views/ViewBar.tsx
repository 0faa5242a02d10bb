'use client';
import { Menu } from '@mantine/core';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { useMay } from '../account/viewer.ts';
import { Failure } from '../frame/Failure.tsx';
import { Icon } from '../frame/Icon.tsx';
import { useAnswer } from '../graphql/use-answer.ts';
import { useChange } from '../graphql/use-change.ts';
import { DeleteViewDialog } from './DeleteViewDialog.tsx';
import { SaveViewDialog } from './SaveViewDialog.tsx';
import { type PreparedViews, openedSearch, prepareViews, stateOf } from './prepare-views.ts';
import { EditSavedViewDocument, type SavedViewEntry, SavedViewsDocument } from './view-documents.ts';

interface ViewBarProps {
  /** the page's name in the record: small letters and dashes */
  page: string;
  /** what the view is called on this page: "comparison" */
  noun: string;
  /** offered as the name of a new view */
  suggestion: string;
}

/** The saved views of a page, at the left of its title: open one, keep the present arrangement, change or delete one. */
export function ViewBar({ page, noun, suggestion }: ViewBarProps) {
  const search = useSearchParams().toString();
  const [turn, setTurn] = useState(0);
  const { data, problem } = useAnswer(SavedViewsDocument, { page }, turn);
  const views = useMemo(() => prepareViews(data?.savedViews.nodes ?? [], search), [data, search]);
  const [window, setWindow] = useState<'save' | 'rename' | 'delete' | null>(null);
  const edit = useChange(EditSavedViewDocument);
  const mayDo = useMay();
  const again = () => setTurn((before) => before + 1);
  const { open, isChanged } = views;
  const keep = async () => {
    if (open && (await edit.send({ input: { viewId: open.id, state: { search: stateOf(search) }, expectedVersion: open.version } }))) again();
  };
  return (
    <div className="view-bar row tight">
      <ViewMenu views={views} noun={noun} problem={problem?.sentence ?? null} onWindow={setWindow} />
      {open && isChanged && open.canEdit && (
        <button type="button" className="btn small-button-text" disabled={edit.isBusy} onClick={() => void keep()}>
          Keep changes
        </button>
      )}
      {mayDo('createSavedView') && (
        <button type="button" className="btn small-button-text" onClick={() => setWindow('save')}>
          {open ? 'Save as another' : 'Save view'}
        </button>
      )}
      {edit.problem && <Failure problem={edit.problem} />}
      {window === 'save' && <SaveViewDialog page={page} search={search} suggestion={suggestion} onClose={() => setWindow(null)} onSaved={again} />}
      {window === 'rename' && open && <SaveViewDialog page={page} search={search} suggestion={open.name} view={open} onClose={() => setWindow(null)} onSaved={again} />}
      {window === 'delete' && open && <DeleteViewDialog view={open} onClose={() => setWindow(null)} onDeleted={again} />}
    </div>
  );
}

interface ViewMenuProps {
  views: PreparedViews;
  noun: string;
  problem: string | null;
  onWindow: (window: 'rename' | 'delete') => void;
}

function ViewMenu({ views: { shared, own, open, isChanged }, noun, problem, onWindow }: ViewMenuProps) {
  const router = useRouter();
  const path = usePathname();
  const word = open ? `${open.name}${isChanged ? ', changed' : ''}` : `${noun[0]!.toUpperCase()}${noun.slice(1)}, not saved`;
  const show = (view: SavedViewEntry) => router.push(`${path}${openedSearch(view)}`);
  const isEmpty = shared.length + own.length === 0;
  return (
    <Menu position="bottom-start" withinPortal={false} transitionProps={{ duration: 0 }} classNames={{ dropdown: 'menu long', item: 'menu-item', label: 'menu-label' }}>
      <Menu.Target>
        <button type="button" className="btn plain view-name" aria-label={`Saved views: ${word}`}>
          {word}
          <Icon name="down" isSmall />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {isEmpty && <Menu.Label>{problem ?? 'No view is saved so far.'}</Menu.Label>}
        {shared.length > 0 && <Menu.Label>For all</Menu.Label>}
        {shared.map((view) => (
          <Menu.Item key={view.id} onClick={() => show(view)}>
            {view.name}
            {view.ownerName && <span className="sub">by {view.ownerName}</span>}
          </Menu.Item>
        ))}
        {own.length > 0 && <Menu.Label>Only for you</Menu.Label>}
        {own.map((view) => (
          <Menu.Item key={view.id} onClick={() => show(view)}>
            {view.name}
          </Menu.Item>
        ))}
        {open && (
          <>
            <Menu.Divider />
            {isChanged && <Menu.Item onClick={() => show(open)}>Back to "{open.name}" as it was saved</Menu.Item>}
            {open.canEdit && <Menu.Item onClick={() => onWindow('rename')}>Rename or share</Menu.Item>}
            {open.canEdit && <Menu.Item onClick={() => onWindow('delete')}>Delete</Menu.Item>}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

