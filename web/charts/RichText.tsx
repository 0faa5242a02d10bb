import { richParts } from './rich-text.ts';

const SHIFT = { line: 0, sub: 3, sup: -4 };

/** Text with _{sub} and ^{sup} as shifted tspans, inside an SVG text. */
export function RichText({ text }: { text: string }) {
  const parts = richParts(text);
  // dy moves the pen for all that follows, so each piece first takes back the shift of the one before
  return parts.map((part, i) => (
    <tspan
      key={parts
        .slice(0, i + 1)
        .map((each) => each.text)
        .join('|')}
      dy={SHIFT[part.place] - (i > 0 ? SHIFT[parts[i - 1]!.place] : 0)}
      fontSize={part.place === 'line' ? undefined : '0.75em'}
    >
      {part.text}
    </tspan>
  ));
}
