import { createHash } from 'node:crypto';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { CollapsarError } from '../../prisma/errors.ts';
import { type BlockQuestion, blockQuestion } from './block-question.ts';
import { MOST_BLOCKS, MOST_REPORT_BYTES } from './kept-blocks.ts';

/** A block as it stands in a report. */
export interface AskedBlock {
  /** follows from its question, so that it stays what it is when it is moved */
  key: string;
  question: BlockQuestion;
  /** of the body where it begins, from 1 */
  line: number;
}

/** Reading Markdown takes the square of a paragraph's length, and of the depth of its quotes and lists. */
const MOST_PARAGRAPH_BYTES = 10_000;
const TOO_DEEP = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])[ \t]?){20}/m;

export const LANGUAGE = 'collapsar';

/** Only fences matter here, and a fence that begins a line ends every list and quote before it. */
const UNREAD = { disable: { null: ['attention', 'labelStartLink', 'labelStartImage', 'labelEnd', 'definition', 'list', 'blockQuote'] } };

/**
 * The blocks of a report's body, in their order.
 *
 * @throws CollapsarError BAD_USER_INPUT for a body that is too long or too deep, and for a block that asks nothing that there is, with its line
 */
export function readBlocks(body: string): AskedBlock[] {
  checkBody(body);
  const fences = fromMarkdown(body, { extensions: [UNREAD] }).children.filter((node) => node.type === 'code' && isBlock(node));
  if (fences.length > MOST_BLOCKS) throw refuse(`The report has ${fences.length} blocks; at most ${MOST_BLOCKS} are kept.`);
  const seen = new Map<string, number>();
  return fences.map((fence) => {
    const line = fence.position!.start.line;
    const question = readQuestion((fence as { value: string }).value, line);
    const key = keyOf(question);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return { key: count === 1 ? key : `${key}-${count}`, question, line };
  });
}

/** Whether a fence of code is a block: it names the language, and begins its line. */
export function isBlock(node: { type: string; lang?: string | null; position?: { start: { column: number } } | undefined }): boolean {
  return node.type === 'code' && node.lang === LANGUAGE && node.position?.start.column === 1;
}

/** What tells two questions apart. */
export const keyOf = (question: BlockQuestion): string => createHash('sha256').update(canonical(question)).digest('hex').slice(0, 12);

/** The same for the same question, in whatever order its words were written. */
export function canonical(question: BlockQuestion): string {
  return JSON.stringify(Object.fromEntries(Object.entries(question).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function checkBody(body: string): void {
  const bytes = Buffer.byteLength(body);
  if (bytes > MOST_REPORT_BYTES) throw refuse(`The report has ${bytes} bytes; at most ${MOST_REPORT_BYTES} are kept.`);
  if (body.includes('\0')) throw refuse('The report holds a zero byte, which no text has.');
  const longest = Math.max(...body.split(/\n[ \t]*\r?\n/).map((part) => Buffer.byteLength(part)));
  if (longest > MOST_PARAGRAPH_BYTES) throw refuse(`A paragraph of the report has ${longest} bytes; at most ${MOST_PARAGRAPH_BYTES} are kept, so divide it by an empty line.`);
  if (TOO_DEEP.test(body)) throw refuse('A line of the report begins with 20 or more marks of quotes and lists inside one another; write it flatter.');
}

const readQuestion = (text: string, line: number): BlockQuestion => checkQuestion(jsonOf(text, line), `The block in line ${line}`);

/** The question with everything that was left out. @throws CollapsarError BAD_USER_INPUT, beginning with `block`, where it asks nothing that there is */
export function checkQuestion(asked: unknown, block: string): BlockQuestion {
  const parsed = blockQuestion.safeParse(asked);
  if (parsed.success) return parsed.data;
  const { path, message, code } = parsed.error.issues[0]!;
  const where = path.length === 0 ? '' : ` at ${path.join('.')}`;
  throw refuse(`${block} asks nothing that there is${where}: ${code === 'unrecognized_keys' ? message.replace('key', 'word') : message}.`);
}

function jsonOf(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(`The block in line ${line} is no JSON; write it as {"kind": "chart", ...}.`);
  }
}

const refuse = (sentence: string) => new CollapsarError('BAD_USER_INPUT', sentence, { details: { field: 'body' } });
