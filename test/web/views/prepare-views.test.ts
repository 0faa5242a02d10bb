import { expect, test } from 'vitest';
import { openedSearch, prepareViews, searchOf, stateOf } from '../../../web/views/prepare-views.ts';
import type { SavedViewEntry } from '../../../web/views/view-documents.ts';

const view = (id: string, search: unknown, isShared = false): SavedViewEntry => ({ id, name: `view ${id}`, state: { search }, isShared, ownerName: null, canEdit: true, version: 1, updatedAt: '2026-01-01T00:00:00Z' });

test('a view keeps the address but for its own name, in one order', () => {
  expect(stateOf('runs=a%2Cb&view=v1&align=epoch')).toBe('align=epoch&runs=a%2Cb');
});

test('an opened view is the one that the address names, changed or not', () => {
  const views = [view('v1', 'runs=a'), view('v2', 'runs=b', true)];
  expect(prepareViews(views, openedSearch(views[0]!))).toMatchObject({ open: { id: 'v1' }, isChanged: false });
  expect(prepareViews(views, 'view=v1&runs=a&align=epoch')).toMatchObject({ open: { id: 'v1' }, isChanged: true });
  expect(prepareViews(views, 'runs=a')).toMatchObject({ open: null, isChanged: false });
  expect(prepareViews(views, '').shared.map(({ id }) => id)).toEqual(['v2']);
});

test('a view of another program that keeps no search string opens the plain page', () => {
  expect(searchOf({ state: { columns: [] } })).toBe('');
});
