/**
 * The search part of the page's address as it was last asked for.
 *
 * Next shows a change of the address a render later, and puts the address it has just drawn back into the window meanwhile: a second change
 * that began from what is drawn, or from the window, would take the first one back.
 */
let path = '';
let drawn = '';
/** what was asked for and is not drawn yet, oldest first */
let asked: string[] = [];

const plain = (search: string) => new URLSearchParams(search).toString();

/** What the next change begins from. */
export const latestSearch = (): string => asked.at(-1) ?? drawn;

/** Remembers what is asked for. */
export function askSearch(search: string): void {
  if (plain(search) !== latestSearch()) asked.push(plain(search));
}

/** Hears what is drawn now. What nobody asked for here came by a link or the Back button: what is still awaited was of the page before. */
export function settleSearch(nextPath: string, search: string): void {
  const place = asked.lastIndexOf(plain(search));
  const isSame = nextPath === path && (place >= 0 || plain(search) === drawn);
  asked = isSame ? asked.slice(place + 1) : [];
  path = nextPath;
  drawn = plain(search);
}
