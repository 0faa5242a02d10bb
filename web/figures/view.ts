/** How the figures are looked at: part of the page's address, so that a link shows what its sender saw. */
export interface View {
  split: 'train' | 'test' | 'both';
  y: 'published' | 'log' | 'linear';
  x: 'epoch' | 'phase';
  /** epochs that the figures are narrowed to; null: all */
  zoom: { from: number; to: number } | null;
  /** whether what random labels would give is drawn */
  hasRandom: boolean;
}

type Choice = 'split' | 'y' | 'x';

export const VIEW_CHOICES = {
  split: [
    { value: 'train', label: 'Train' },
    { value: 'test', label: 'Test' },
    { value: 'both', label: 'Both' },
  ],
  y: [
    { value: 'published', label: 'as published' },
    { value: 'log', label: 'log' },
    { value: 'linear', label: 'linear' },
  ],
  x: [
    { value: 'epoch', label: 'epoch' },
    { value: 'phase', label: 'since terminal phase' },
  ],
} as const satisfies { [K in Choice]: readonly { value: View[K]; label: string }[] };

export const PLAIN_VIEW: View = { split: 'both', y: 'published', x: 'epoch', zoom: null, hasRandom: false };

/** The view in an address; what it does not name, or names wrongly, is as usual. */
export function viewOf(address: { get: (name: string) => string | null }): View {
  const choice = <K extends Choice>(key: K): View[K] => {
    const found = VIEW_CHOICES[key].find(({ value }) => value === address.get(key));
    return (found?.value as View[K] | undefined) ?? PLAIN_VIEW[key];
  };
  return { split: choice('split'), y: choice('y'), x: choice('x'), zoom: zoomIn(address), hasRandom: address.get('random') === '1' };
}

/** Both ends, whole and in order, or none. */
function zoomIn(address: { get: (name: string) => string | null }): View['zoom'] {
  const [from, to] = ['from', 'to'].map((name) => Number(address.get(name) ?? Number.NaN));
  return Number.isInteger(from) && Number.isInteger(to) && from! >= 0 && to! > from! ? { from: from!, to: to! } : null;
}

/** What the address says of a zoom. */
export const zoomAddress = (zoom: View['zoom']): Record<string, string | null> => ({
  from: zoom && String(zoom.from),
  to: zoom && String(zoom.to),
});
