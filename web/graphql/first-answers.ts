import type { AsyncLocalStorage } from 'node:async_hooks';
import { createRequest, formatDocument, stringifyDocument, type TypedDocumentNode } from '@urql/core';
import { connection } from 'next/server.js';
import type { First } from './first.ts';
import type { ResultOf } from './graphql.ts';
import { EventCursorDocument } from './start-documents.ts';

/** What server/first-answers.ts gives each page. */
interface Asking {
  ask: (query: string, variables: Record<string, unknown>) => Promise<{ data?: unknown; errors?: readonly unknown[] }>;
  /** longest that the page waits for its answers; it is sent without them then, and asks for them itself */
  waitMs: number;
}

/** A question that the page's first paint is to have the answer of. */
export interface FirstQuestion {
  key: number;
  query: string;
  variables: Record<string, unknown>;
}

/** An answer larger than this is asked for by the browser, where the page already stands: it would hold up the page itself. */
const MOST_CHARACTERS = 400_000;

export function firstQuestion<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): FirstQuestion {
  return { key: createRequest(document, variables as never).key, query: stringifyDocument(formatDocument(document)), variables: variables as Record<string, unknown> };
}

/**
 * Answers to a page's first questions, asked by the server as whoever asks for the page, with the newest event before them. What is refused,
 * fails or takes too long is left out: the page in the browser asks for it then, and says what is wrong. For server components alone.
 */
export async function firstAnswers(...questions: FirstQuestion[]): Promise<First> {
  return answersTo(questions, true);
}

/** The same without the newest event: for what has no news. */
export async function firstAnswersWithoutNews(...questions: FirstQuestion[]): Promise<First> {
  return answersTo(questions, false);
}

async function answersTo(questions: readonly FirstQuestion[], hasNews: boolean): Promise<First> {
  // who asks is known with the request only: no page is drawn ahead of it
  await connection();
  const first: First = { at: Date.now(), cursor: null, answers: {} };
  const page = pageAsking();
  if (!page) return first;
  const ask = async ({ query, variables }: FirstQuestion) => {
    const { data, errors } = await page.ask(query, variables);
    return errors?.length || !data ? null : data;
  };
  const answer = async (question: FirstQuestion) => {
    const data = await ask(question);
    const text = data && JSON.stringify(data);
    if (text && text.length <= MOST_CHARACTERS) first.answers[question.key] = text;
  };
  const all = async () => {
    if (hasNews) {
      // read before anything else: what happens between an answer and the subscription would otherwise be in neither
      const start = (await ask(firstQuestion(EventCursorDocument, {}))) as ResultOf<typeof EventCursorDocument> | null;
      if (!start) return;
      first.cursor = start.eventCursor;
    }
    await Promise.all(questions.map(answer));
  };
  await inTime(all(), page.waitMs);
  // a page that is sent before its last answer keeps only those that it was drawn with
  return { ...first, answers: { ...first.answers } };
}

/** In a build, and where Next serves alone, there is nobody to ask. */
function pageAsking(): Asking | undefined {
  const asking = (globalThis as Record<symbol, unknown>)[Symbol.for('collapsar.ask')] as AsyncLocalStorage<Asking> | undefined;
  return asking?.getStore();
}

async function inTime(work: Promise<void>, waitMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, waitMs);
  });
  await Promise.race([work.catch(() => {}), late]);
  clearTimeout(timer);
}
