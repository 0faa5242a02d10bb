const LINES = 'a[data-line]';

/** Moves the focus to the next line of a list, or the one before; to its first where none has it. */
export function stepFocus(list: HTMLElement | null, by: 1 | -1): void {
  const lines = [...(list?.querySelectorAll<HTMLElement>(LINES) ?? [])];
  const here = lines.findIndex((line) => line.dataset.line === focusedLine(list));
  const next = here === -1 ? 0 : Math.min(Math.max(here + by, 0), lines.length - 1);
  lines[next]?.focus();
}

/** The id of the line that has the focus, by its link or its button; null: none. */
export function focusedLine(list: HTMLElement | null): string | null {
  const item = document.activeElement?.closest('li');
  return item && list?.contains(item) ? (item.querySelector<HTMLElement>(LINES)?.dataset.line ?? null) : null;
}
