import type { SavedViewEntry } from './view-documents.ts';

/** Names the open view in the address; it is no part of what a view keeps. */
export const VIEW_NAME = 'view';

export interface PreparedViews {
  shared: SavedViewEntry[];
  own: SavedViewEntry[];
  /** the one that the address names */
  open: SavedViewEntry | null;
  /** whether the page was arranged otherwise since */
  isChanged: boolean;
}

/** The views of a page, and which of them is open. */
export function prepareViews(views: readonly SavedViewEntry[], search: string): PreparedViews {
  const id = new URLSearchParams(search).get(VIEW_NAME);
  const open = views.find((view) => view.id === id) ?? null;
  const byName = [...views].sort((a, b) => a.name.localeCompare(b.name));
  return {
    shared: byName.filter(({ isShared }) => isShared),
    own: byName.filter(({ isShared }) => !isShared),
    open,
    isChanged: open !== null && stateOf(search) !== searchOf(open),
  };
}

/** What a view keeps of an address, in one order, so that two that show the same are equal. */
export function stateOf(search: string): string {
  const kept = new URLSearchParams(search);
  kept.delete(VIEW_NAME);
  kept.sort();
  return kept.toString();
}

/** The search string that a view keeps; one that another program made may keep something else. */
export const searchOf = ({ state }: Pick<SavedViewEntry, 'state'>): string => {
  const { search } = state as { search?: unknown };
  return typeof search === 'string' ? stateOf(search) : '';
};

/** The search string of a page with the view open. */
export function openedSearch(view: SavedViewEntry): string {
  const next = new URLSearchParams(searchOf(view));
  next.set(VIEW_NAME, view.id);
  return `?${next}`;
}
