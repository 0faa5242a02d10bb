/** The tests that the table of faults names: whether their files have them, and how they ended. */

/** Whether the source of a test file has a test, or a group of tests, of this title; `\'` in the source is `'`. */
export function hasTitle(source, title) {
  const plain = source.replaceAll(/\\(['"`])/g, '$1');
  return ['\'', '"', '`'].some((quote) => plain.includes(`(${quote}${title}${quote},`));
}

/** The fault with all that shows it as `shownBy`, as the long form runs it. */
export const inFull = (fault) => ({ ...fault, shownBy: { ...fault.shownBy, ...fault.longer } });

/** What a title is once vitest has put values into it: %s, $name and ${...} stand for anything. */
export function titlePattern(title) {
  const parts = title.split(/%[a-z#]|\$\{[^}]*\}|\$\w+/);
  return new RegExp(`^${parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]*')}$`);
}

/** The tests that some row names, and what is grouped under such a name, as a filter of vitest: the other tests of their files are left out. */
export function filterOf(faults) {
  const titles = new Set(faults.flatMap(({ shownBy }) => Object.values(shownBy).flat()));
  return [...titles].map((title) => titlePattern(title).source.slice(1, -1)).join('|');
}

/**
 * How the tests of a row ended: `passed` when every named test ran and passed, `failed` when one of them failed, `missing` when there is none
 * or one of them did not run here. `results`: by file, tests with their titles from the outermost group inward, state and seconds.
 */
export function outcomeOf({ shownBy }, results) {
  const named = Object.entries(shownBy).flatMap(([file, titles]) => titles.map((title) => ({ file, title, pattern: titlePattern(title) })));
  const found = named.map(({ file, pattern }) => (results.get(file) ?? []).filter(({ titles }) => titles.some((title) => pattern.test(title))));
  const tests = new Set(found.flat());
  const seconds = [...tests].reduce((sum, test) => sum + test.seconds, 0);
  const notRun = named.filter((_, i) => !found[i].some(({ state }) => state === 'passed' || state === 'failed')).map(({ title }) => title);
  const isFailed = [...tests].some(({ state }) => state === 'failed');
  return { state: isFailed ? 'failed' : named.length === 0 || notRun.length > 0 ? 'missing' : 'passed', seconds, notRun };
}
