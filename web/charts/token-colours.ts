/** What tokens of the style sheet stand for at an element, as a canvas needs them: `light-dark()` and `var()` resolved. */
export function tokenColours<T extends string>(element: Element, tokens: readonly T[]): Record<T, string> {
  const probe = document.createElement('i');
  probe.hidden = true;
  (element.parentElement ?? document.body).append(probe);
  const found = tokens.map((token) => {
    probe.style.color = `var(--${token})`;
    return [token, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(found) as Record<T, string>;
}
