import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';

export const root = path.join(import.meta.dirname, '../..');

/** A block of code on a page. */
export interface Block {
  /** the page, from the root of the repository */
  page: string;
  line: number;
  /** as behind its fence; an indented block, and a fence without a word, is taken for `sh` */
  language: string;
  text: string;
}

/** Languages of what a reader may run. Everything else shows what a file or an answer looks like. */
export const RUNNABLE = ['sh', 'bash', 'graphql', 'python', 'ts', 'js'];

/** Made by programs, from the catalogue and the table of faults: its blocks are formulas. */
const PRINTED = ['docs/metrics.md', 'docs/faults.md'];

export const pages: readonly string[] = ['README.md', ...readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md')).sort().map((name) => `docs/${name}`)];

export const textOf = (page: string): string => readFileSync(path.join(root, page), 'utf8');

/** All blocks of code of all pages, in their order. */
export const blocks: readonly Block[] = pages.filter((page) => !PRINTED.includes(page)).flatMap((page) => blocksOf(page, textOf(page)));

/** The blocks of code of a page in Markdown, fenced and indented ones, also those in lists. */
export function blocksOf(page: string, markdown: string): Block[] {
  const found: Block[] = [];
  const visit = (node: MarkdownNode): void => {
    if (node.type === 'code') found.push({ page, line: node.position!.start.line, language: node.lang ?? 'sh', text: node.value! });
    node.children?.forEach(visit);
  };
  visit(fromMarkdown(markdown) as MarkdownNode);
  return found;
}

interface MarkdownNode {
  type: string;
  lang?: string | null;
  value?: string;
  position?: { start: { line: number } };
  children?: MarkdownNode[];
}
