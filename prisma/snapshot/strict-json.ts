/**
 * What JSON.parse lets pass although two readers may understand it differently: the same key twice (it keeps the last one silently) and
 * numbers other than plain whole ones (1e3, -0, 1.0). `text` must have passed JSON.parse, so its tokens can be found by pattern.
 * Returns what was found, for a sentence "it has ...", or null.
 */
export function checkStrictJson(text: string): string | null {
  const objects: Set<string>[] = [];
  let lastString = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}:]|[-\d][\d.eE+-]*/g)) {
    if (token === '{') objects.push(new Set());
    else if (token === '}') objects.pop();
    else if (token.startsWith('"')) lastString = token;
    else if (token !== ':') {
      if (!/^\d+$/.test(token)) return `the number ${token.slice(0, 40)}, which is not written as a whole one`;
    } else if (!addKey(objects.at(-1), lastString)) return `the key ${lastString.slice(0, 80)} twice`;
  }
  return null;
}

/** False when the key was there. Keys are compared as they mean, not as they are escaped. */
function addKey(keys: Set<string> | undefined, literal: string): boolean {
  const key = JSON.parse(literal) as string;
  if (!keys || keys.has(key)) return false;
  keys.add(key);
  return true;
}
