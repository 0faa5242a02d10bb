import { expect, test } from 'vitest';
import { createElement } from '../picture.ts';

const { act } = await import('react');
const { createRoot } = await import('react-dom/client');
const { handleKey, useShortcuts } = await import('../../../web/frame/shortcuts.ts');

const key = (name: string, change: object = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, target: null, ...change });

const done: string[] = [];
const shortcuts = [
  { key: 'c', does: 'Compare', act: () => void done.push('c') },
  { key: ' ', does: 'Play', act: () => void done.push('space') },
];
function Page() {
  useShortcuts(shortcuts);
  return null;
}

test('a key acts while its component is on the page, and not while somebody types, holds Control, or a window is open', () => {
  const root = createRoot(document.createElement('div'));
  act(() => root.render(createElement(Page)));
  expect(handleKey(key('c'), false)).toBe(true);
  expect(handleKey(key('x'), false)).toBe(false);
  for (const change of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { target: { tagName: 'INPUT' } }, { target: { isContentEditable: true } }]) {
    expect(handleKey(key('c', change) as never, false)).toBe(false);
  }
  expect(handleKey(key('c'), true)).toBe(false);
  expect(handleKey(key(' ', { target: { tagName: 'BUTTON' } }) as never, false), 'the space bar presses the button in focus').toBe(false);
  act(() => root.unmount());
  expect(handleKey(key('c'), false)).toBe(false);
  expect(done).toEqual(['c']);
});
