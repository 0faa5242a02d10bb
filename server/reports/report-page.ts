import type { Element, ElementContent, Root } from 'hast';
import { h } from 'hastscript';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import type { Frozen } from './block-answer.ts';
import type { BlockQuestion } from './block-question.ts';
import { markdownElements } from './markdown-elements.ts';
import { PAGE_STYLE } from './page-style.ts';
import { answerElements } from './show-answer.ts';

export interface PageBlock {
  key: string;
  question: BlockQuestion;
  frozen: Frozen;
}

export interface ReportToShow {
  title: string;
  number: number;
  at: Date;
  /** null where names are not shown, or the person at the server itself saved it */
  author: string | null;
  study: string;
  body: string;
  blocks: PageBlock[];
}

/** Nothing is fetched and nothing runs, whatever got into the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * A report as one HTML file that needs no network and no script. It is put together as a tree whose texts are escaped when it is written, so that nothing that
 * people wrote can become an element.
 */
export function reportPage(report: ReportToShow): string {
  const { title, number, at, author, study, body, blocks } = report;
  const about = [study, `version ${number}`, `saved ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`, ...(author === null ? [] : [`by ${author}`])];
  const content = markdownElements(body, (index) => (blocks[index] ? blockElements(blocks[index], index) : []));
  const page: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: 'en' }, [
        h('head', [
          h('meta', { charSet: 'utf-8' }),
          h('meta', { httpEquiv: 'Content-Security-Policy', content: POLICY }),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          h('meta', { name: 'referrer', content: 'no-referrer' }),
          h('title', title),
          h('style', PAGE_STYLE),
        ]),
        h('body', [h('main', [h('header', [h('h1', title), h('p', { className: ['about'] }, about.join(' · '))]), ...content])]),
      ]),
    ],
  };
  return unified().use(rehypeStringify).stringify(page);
}

function blockElements({ question, frozen }: PageBlock, index: number): Element[] {
  const caption: ElementContent[] = [`Block ${index + 1}, as of ${frozen.at.slice(0, 16).replace('T', ' ')} UTC${formulasInWords(frozen.formulas)}`].map((value) => ({ type: 'text', value }));
  const title = question.title === undefined ? [] : [h('p', [h('strong', question.title)])];
  return [h('figure', [...title, ...answerElements(question, frozen.answer), h('figcaption', caption)])];
}

function formulasInWords(formulas: Record<string, number>): string {
  const all = Object.entries(formulas).map(([metric, version]) => `${metric} v${version}`);
  return all.length === 0 ? '' : `; formulas ${all.join(', ')}`;
}
