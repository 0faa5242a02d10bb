/** How the classes of a run are looked at: part of the page's address. */
export interface ClassesView {
  /** null: the last measured one */
  epoch: number | null;
  split: 'train' | 'test';
  layer: string;
  sort: ClassColumn;
  isAscending: boolean;
}

export const CLASS_COLUMNS = ['class', 'count', 'spread', 'phase', 'change', 'mean', 'classifier', 'alignment', 'accuracy', 'nearest'] as const;
export type ClassColumn = (typeof CLASS_COLUMNS)[number];

type Address = { get: (name: string) => string | null };

/** The view in an address; what it does not name, or names wrongly, is as usual: the least collapsed class first. */
export function classesViewOf(address: Address, layers: readonly string[]): ClassesView {
  const [epoch, layer, by] = [address.get('epoch'), address.get('layer'), address.get('by')];
  const name = by?.replace(/^-/, '');
  const sort = CLASS_COLUMNS.find((column) => column === name);
  return {
    epoch: epoch !== null && /^\d{1,9}$/.test(epoch) ? Number(epoch) : null,
    split: address.get('split') === 'test' ? 'test' : 'train',
    layer: layer !== null && layers.includes(layer) ? layer : 'last',
    sort: sort ?? 'spread',
    isAscending: sort !== undefined && !by!.startsWith('-'),
  };
}

/** The address after a click on a column's head: the largest first, then the other way round. */
export function sortAddress({ sort, isAscending }: Pick<ClassesView, 'sort' | 'isAscending'>, column: ClassColumn): Record<string, string | null> {
  const ascending = column === sort ? !isAscending : column === 'class';
  return { by: column === 'spread' && !ascending ? null : `${ascending ? '' : '-'}${column}` };
}
