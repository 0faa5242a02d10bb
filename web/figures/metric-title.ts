/** Words that cannot end a title. */
const JOINING = new Set(['of', 'the', 'in', 'and', 'for', 'with']);

/** The title of a figure that shows several metrics: what their titles have in common from the start. */
export function commonTitle(titles: readonly string[]): string {
  const [first = '', ...others] = titles;
  if (others.length === 0) return first;
  const rest = others.map((title) => title.split(' '));
  const words = first.split(' ');
  const length = words.findIndex((word, i) => rest.some((other) => other[i] !== word));
  const common = length < 0 ? words : words.slice(0, length);
  while (JOINING.has(common.at(-1) ?? '')) common.pop();
  return common.length > 0 ? common.join(' ').replace(/[,:]$/, '') : first;
}
