import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Prisma } from '../../prisma/client.ts';

/** Letters, digits, dot, dash and underscore after the sign, or anything in quotes; not within a word or an address. */
const MENTION = /(?<![\p{L}\p{N}.@/-])@(?:"([^"\n]{1,200})"|([\p{L}\p{N}_][\p{L}\p{N}._-]{0,199}))/gu;

const MOST = 50;

/** Only code matters here. All else hides no names, and 10 kB of nested lists, quotes, links or emphasis would hold up the server for seconds. */
const UNREAD = { disable: { null: ['attention', 'labelStartLink', 'labelStartImage', 'labelEnd', 'definition', 'list', 'blockQuote'] } };

/** The names that a Markdown text calls, whether there are such people or not; what stands in code calls nobody. At most 50. */
export function namesCalled(markdown: string): string[] {
  if (!markdown.includes('@')) return [];
  const names = new Set<string>();
  for (const text of textsOf(fromMarkdown(markdown, { extensions: [UNREAD] }))) {
    for (const [, quoted, plain] of text.matchAll(MENTION)) {
      if (quoted !== undefined) names.add(quoted);
      // a full stop or a dash behind a name ends the sentence more often than the name: both readings are looked up
      else for (const name of [plain!, plain!.replace(/[._-]+$/, '')]) names.add(name);
    }
  }
  return [...names].filter((name) => name !== '').slice(0, MOST);
}

/** A text for readers who may not see names: every call of one names nobody. */
export const withoutNames = (markdown: string): string => markdown.replace(MENTION, '@somebody');

/** The people that a text calls. Unknown names stay what they are: text. */
export async function peopleCalled(tx: Prisma.TransactionClient, markdown: string): Promise<{ id: string; name: string }[]> {
  const names = namesCalled(markdown);
  if (names.length === 0) return [];
  return tx.user.findMany({ where: { name: { in: names }, disabledAt: null }, select: { id: true, name: true } });
}

interface MarkdownNode {
  type: string;
  value?: string;
  children?: MarkdownNode[];
}

/** The texts of a syntax tree, without code and without HTML, which the page does not show either. */
function textsOf({ type, value = '', children = [] }: MarkdownNode): string[] {
  return type === 'text' ? [value] : children.flatMap(textsOf);
}
