'use client';
import { useEffect, useSyncExternalStore } from 'react';

/** A single key, and what it does while its page is open. */
export interface Shortcut {
  key: string;
  does: string;
  act: () => void;
}

/** Single keys can be switched off: they get in the way of speech input and of some keyboards (WCAG 2.1.4). */
const STORED = 'collapsar.shortcuts';

let groups: readonly (readonly Shortcut[])[] = [];
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The keys of the component, while it is on the page. The list must keep its identity between renders, or be made by useMemo. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    groups = [...groups, shortcuts];
    tell();
    return () => {
      groups = groups.filter((group) => group !== shortcuts);
      tell();
    };
  }, [shortcuts]);
}

const NONE: readonly (readonly Shortcut[])[] = [];
export const useAllShortcuts = (): readonly Shortcut[] => useSyncExternalStore(subscribe, () => groups, () => NONE).flat();

export const areShortcutsOn = (): boolean => typeof localStorage === 'undefined' || localStorage.getItem(STORED) !== 'off';

export function switchShortcuts(isOn: boolean): void {
  if (isOn) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, 'off');
  tell();
}

/** Does what a key stands for, unless somebody is typing or a window is open. Gives whether it did. */
export function handleKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>, isWindowOpen: boolean): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || isWindowOpen || isTyping(event.target) || isPressing(event) || !areShortcutsOn()) return false;
  const found = groups.flat().findLast(({ key }) => key === event.key);
  found?.act();
  return found !== undefined;
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as { tagName?: string; isContentEditable?: boolean } | null;
  return element?.isContentEditable === true || ['INPUT', 'TEXTAREA', 'SELECT'].includes(element?.tagName ?? '');
}

/** The space bar presses the button that has the focus. */
function isPressing({ key, target }: Pick<KeyboardEvent, 'key' | 'target'>): boolean {
  return key === ' ' && ['BUTTON', 'A', 'SUMMARY'].includes((target as { tagName?: string } | null)?.tagName ?? '');
}
