import { richParts } from '../charts/rich-text.ts';

/** Text with _{sub} and ^{sup} as HTML. */
export function RichWords({ text }: { text: string }) {
  const parts = richParts(text);
  return parts.map(({ text: words, place }, i) => {
    const key = parts.slice(0, i + 1).map((part) => part.text).join('|');
    return place === 'sub' ? <sub key={key}>{words}</sub> : place === 'sup' ? <sup key={key}>{words}</sup> : <span key={key}>{words}</span>;
  });
}
