import type { Nodes, Root, RootContent } from 'mdast';

/** Whether a fence of code is a block: it names the language, and begins its line. As the server reads it (docs/reports.md). */
const isFence = (node: RootContent): node is Extract<RootContent, { type: 'code' }> => node.type === 'code' && node.lang === 'collapsar' && node.position?.start.column === 1;

/** A remark plugin: each block becomes an empty <section> with its place among the blocks and its text. */
export function placeBlocks() {
  return (tree: Root): void => {
    let index = 0;
    tree.children = tree.children.map((node) =>
      isFence(node) ? { type: 'paragraph', children: [], position: node.position, data: { hName: 'section', hProperties: { dataBlock: String(index++), dataAsked: node.value } } } : node,
    );
  };
}

/** A remark plugin: the highest heading of a text stands one below the page's own, whatever its author began with. */
export function levelHeadings() {
  return (tree: Root): void => {
    const headings = allOf(tree).filter((node) => node.type === 'heading');
    const shift = 2 - Math.min(...headings.map(({ depth }) => depth));
    for (const heading of headings) heading.depth = Math.min(6, heading.depth + shift) as typeof heading.depth;
  };
}

/** A remark plugin: markup that stands alone is shown as it was typed, in a paragraph as other words are. */
export function showMarkup() {
  return (tree: Root): void => {
    tree.children = tree.children.map((node) => (node.type === 'html' ? { type: 'paragraph', position: node.position, children: [{ type: 'text', value: node.value }] } : node));
  };
}

const allOf = (node: Nodes): Nodes[] => [node, ...('children' in node ? (node.children as Nodes[]).flatMap(allOf) : [])];
