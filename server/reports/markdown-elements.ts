import type { Element, ElementContent, Root as HtmlRoot } from 'hast';
import type { Nodes, Root, RootContent } from 'mdast';
import rehypeSanitize, { defaultSchema, type Options } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { isBlock } from './read-blocks.ts';

/** What a report's words may become: no images, no forms, and links to the outside alone. */
const ALLOWED: Options = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => !['img', 'picture', 'source', 'input', 'details', 'summary'].includes(name)),
  protocols: { href: ['http', 'https', 'mailto'] },
};

/** Takes the place of a block until the words around it are cleaned; people's words never become one. */
const PLACE = 'section';

/**
 * Markdown as elements: raw HTML is left out, pictures become their description, and the n-th block becomes what `block` gives for it.
 */
export function markdownElements(markdown: string, block: (index: number) => Element[]): ElementContent[] {
  const read = unified().use(remarkParse).use(remarkGfm);
  const words = withoutPictures(read.parse(markdown) as Root);
  const tree: Root = { ...words, children: words.children.map(placeOfBlock) };
  const cleaned = unified().use(remarkRehype).use(rehypeSanitize, ALLOWED).runSync(tree) as HtmlRoot;
  let index = 0;
  return cleaned.children.flatMap((node): ElementContent[] => {
    if (node.type === 'doctype') return [];
    return node.type === 'element' && node.tagName === PLACE && !isFootnotes(node) ? block(index++) : [node];
  });
}

function placeOfBlock(node: RootContent): RootContent {
  return node.type === 'code' && isBlock(node) ? { type: 'paragraph', children: [], data: { hName: PLACE } } : node;
}

/** The one other section that there is: footnotes, at the end. */
const isFootnotes = ({ properties, children }: Element) => properties.dataFootnotes !== undefined || children.length > 0;

/** A picture would be fetched from elsewhere, and tell who reads. */
function withoutPictures<T extends Nodes>(node: T): T {
  if (node.type === 'image' || node.type === 'imageReference') return { type: 'text', value: node.alt ?? '' } as unknown as T;
  return 'children' in node ? { ...node, children: (node.children as Nodes[]).map(withoutPictures) } : node;
}
