/** A piece of a formula: on the line, lowered or raised. */
export interface RichPart {
  text: string;
  place: 'line' | 'sub' | 'sup';
}

/** Splits text with _{sub} and ^{sup} into its pieces. */
export function richParts(text: string): RichPart[] {
  return text
    .split(/([_^]\{[^}]*\})/)
    .filter(Boolean)
    .map((piece) => {
      const script = piece.match(/^([_^])\{(.*)\}$/);
      if (!script) return { text: piece, place: 'line' };
      return { text: script[2]!, place: script[1] === '_' ? 'sub' : 'sup' };
    });
}
