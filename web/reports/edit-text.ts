import { type Question, readQuestion } from './blocks.ts';

/** A block in a text, by the places of its first sign and of what follows its last. */
export interface FenceInText {
  start: number;
  end: number;
  /** null where its JSON cannot be read */
  question: Question | null;
}

const FENCE = /^(`{3,}|~{3,})collapsar[ \t]*\r?\n([\s\S]*?)^\1[`~]*[ \t]*$/gm;

/** All blocks of a text, in their order. */
export const fencesIn = (text: string): FenceInText[] => [...text.matchAll(FENCE)].map((match) => ({ start: match.index, end: match.index + match[0].length, question: readQuestion(match[2]!) }));

/** The block that the caret stands in; null where it stands among words. */
export const fenceAt = (text: string, caret: number): FenceInText | null => fencesIn(text).find(({ start, end }) => caret >= start && caret <= end) ?? null;

/** What replaces which part of a text. */
export interface Insertion {
  from: number;
  to: number;
  text: string;
}

/** A block put behind the line of the caret with empty lines around it, or in the place of the block that the caret stands in. */
export function insertBlock(text: string, caret: number, fence: string): Insertion {
  const present = fenceAt(text, caret);
  if (present) return { from: present.start, to: present.end, text: fence };
  const lineEnd = text.indexOf('\n', caret);
  const at = lineEnd === -1 ? text.length : lineEnd;
  const [before, after] = [text.slice(0, at), text.slice(at)];
  const above = before.trim() === '' ? '' : before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const below = after.startsWith('\n\n') || after === '' ? '' : '\n';
  return { from: at, to: at, text: `${above}${fence}${below || (after === '' ? '\n' : '')}` };
}

const encoder = new TextEncoder();
export const MOST_BYTES = 100_000;
export const MOST_BLOCKS = 30;

/** "2 of 30 blocks, 12 of 100 kB": how much of what a report may hold. */
export function sizeText(text: string): string {
  const bytes = encoder.encode(text).length;
  return `${fencesIn(text).length} of ${MOST_BLOCKS} blocks, ${(bytes / 1000).toFixed(1)} of ${MOST_BYTES / 1000} kB`;
}

/** Lines of a text, each with whether the other text has none like it. */
export function linesAgainst(text: string, other: string): { line: string; isOwn: boolean }[] {
  const known = new Map<string, number>();
  for (const line of other.split('\n')) known.set(line, (known.get(line) ?? 0) + 1);
  return text.split('\n').map((line) => {
    const left = known.get(line) ?? 0;
    known.set(line, left - 1);
    return { line, isOwn: left <= 0 && line.trim() !== '' };
  });
}
