/** How the figures are looked at: part of the page's address, so that a link shows what its sender saw. */
export interface View {
  split: 'train' | 'test' | 'both';
  y: 'published' | 'log' | 'linear';
  x: 'epoch' | 'phase';
}

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
} as const satisfies { [K in keyof View]: readonly { value: View[K]; label: string }[] };

export const PLAIN_VIEW: View = { split: 'both', y: 'published', x: 'epoch' };

/** The view in an address; what it does not name, or names wrongly, is as usual. */
export function viewOf(address: { get: (name: string) => string | null }): View {
  const choice = <K extends keyof View>(key: K): View[K] => {
    const found = VIEW_CHOICES[key].find(({ value }) => value === address.get(key));
    return (found?.value as View[K] | undefined) ?? PLAIN_VIEW[key];
  };
  return { split: choice('split'), y: choice('y'), x: choice('x') };
}
