/** The search string after changes; null takes a name away. */
export function changed(search: string, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text ? `?${text}` : '';
}

/** The search part of an address as Next gives it to a page on the server. */
export type AddressParts = Record<string, string | string[] | undefined>;

export function searchOf(parts: AddressParts): URLSearchParams {
  const pairs = Object.entries(parts).flatMap(([name, value]) => [value ?? []].flat().map((each): [string, string] => [name, each]));
  return new URLSearchParams(pairs);
}
