import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Prisma } from '../../prisma/client.ts';

/** Letters, digits, dot, dash and underscore after the sign, or anything in quotes; not within a word or an address. */
const MENTION = /(?<![\p{L}\p{N}.@/-])@(?:"([^"\n]{1,200})"|([\p{L}\p{N}_][\p{L}\p{N}._-]{0,199}))/gu;

const MOST = 50;

/** What hides no names and is slow to read: ten thousand signs of emphasis or of links would hold up the server for a second. */
const UNREAD = ['attention', 'labelStartLink', 'labelStartImage', 'labelEnd', 'definition'];
/** Lists and quotes that deep in one line are no writing; they are slow to read, too. */
const TOO_DEEP = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){20}/m;

/** The names that a Markdown text calls, whether there are such people or not; what stands in code calls nobody. At most 50. */
export function namesCalled(markdown: string): string[] {
  if (!markdown.includes('@')) return [];
  const names = new Set<string>();
  const unread = TOO_DEEP.test(markdown) ? [...UNREAD, 'list', 'blockQuote'] : UNREAD;
  for (const text of textsOf(fromMarkdown(markdown, { extensions: [{ disable: { null: unread } }] }))) {
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
function textsOf(root: MarkdownNode): string[] {
  const texts: string[] = [];
  // no recursion: quotes nest as deep as a comment is long
  for (const left = [root]; left.length > 0; ) {
    const { type, value = '', children = [] } = left.pop()!;
    if (type === 'text') texts.push(value);
    left.push(...children.toReversed());
  }
  return texts;
}
