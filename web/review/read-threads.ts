import type { CombinedError, useClient } from 'urql';
import { type Comment, MoreCommentsDocument, RunThreadsDocument, type Thread } from './review-documents.ts';

const FRESH = { requestPolicy: 'network-only' } as const;

type Client = ReturnType<typeof useClient>;

/** A page of threads, behind a cursor. */
type AskThreads = (after: string | null) => Promise<{ data?: { threads: { nodes: Thread[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } }; error?: CombinedError }>;

/** The threads of these runs, page by page. */
export const threadsOf =
  (client: Client, runIds: readonly string[]): AskThreads =>
  (after) =>
    client.query(RunThreadsDocument, { runIds: [...runIds], after }, FRESH).toPromise();

/** All notes with all their comments; no threads where one of the answers did not come. */
export async function allThreads(client: Client, ask: AskThreads) {
  const threads: Thread[] = [];
  for (let after: string | null = null; ; ) {
    const { data, error } = await ask(after);
    if (!data) return { threads: null, error };
    for (const thread of data.threads.nodes) {
      const comments = await allComments(client, thread);
      if (!comments.nodes) return { threads: null, error: comments.error };
      threads.push({ ...thread, comments: { ...thread.comments, nodes: comments.nodes } });
    }
    after = data.threads.pageInfo.endCursor;
    if (!data.threads.pageInfo.hasNextPage || after === null) return { threads, error };
  }
}

async function allComments(client: Client, { id, comments }: Thread) {
  const nodes: Comment[] = [...comments.nodes];
  for (let page = comments.pageInfo; page.hasNextPage; ) {
    const { data, error } = await client.query(MoreCommentsDocument, { id, after: page.endCursor }, FRESH).toPromise();
    if (!data?.thread) return { nodes: null, error };
    nodes.push(...data.thread.comments.nodes);
    page = data.thread.comments.pageInfo;
  }
  return { nodes };
}
