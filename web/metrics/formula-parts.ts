/** A formula as a tree of what MathML has: identifiers, numbers, operators, words, and scripts on one of these. */
export type FormulaPart =
  | { kind: 'identifier' | 'number' | 'operator' | 'word'; text: string }
  | { kind: 'scripts'; base: FormulaPart; sub: FormulaPart[] | null; sup: FormulaPart[] | null };

const TOKEN = /\s+|[_^]\{[^}]*\}|\d+(?:\.\d+)?|[A-Za-z]{2,}|\p{L}|./gu;

/** Reads the catalogue's plain-text formulas: `_{}` and `^{}` belong to what stands before them. */
export function formulaParts(formula: string): FormulaPart[] {
  const parts: FormulaPart[] = [];
  for (const [token] of formula.matchAll(TOKEN)) {
    const script = token.match(/^([_^])\{(.*)\}$/);
    if (script) parts.push(withScript(parts.pop() ?? { kind: 'word', text: '' }, script[1] === '_' ? 'sub' : 'sup', formulaParts(script[2]!)));
    else if (token.trim() !== '') parts.push(leaf(token));
  }
  return joinWords(parts);
}

function withScript(before: FormulaPart, place: 'sub' | 'sup', script: FormulaPart[]): FormulaPart {
  const base: FormulaPart = before.kind === 'scripts' ? before : { kind: 'scripts', base: before, sub: null, sup: null };
  return { ...base, [place]: script } as FormulaPart;
}

const SIGNS: Record<string, string> = { '-': '−', "'": '′' };

function leaf(text: string): FormulaPart {
  if (/^\d/.test(text)) return { kind: 'number', text };
  if (/^[A-Za-z]{2,}$/.test(text)) return { kind: 'word', text };
  if (/^\p{L}/u.test(text)) return { kind: 'identifier', text };
  return { kind: 'operator', text: SIGNS[text] ?? text };
}

/** Neighbouring words are one piece of text, so that the space between them stays. */
function joinWords(parts: FormulaPart[]): FormulaPart[] {
  return parts.reduce<FormulaPart[]>((joined, part) => {
    const last = joined.at(-1);
    if (part.kind === 'word' && last?.kind === 'word') last.text += ` ${part.text}`;
    else joined.push({ ...part });
    return joined;
  }, []);
}
