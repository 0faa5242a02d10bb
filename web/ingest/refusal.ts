import type { Problem } from '../graphql/problem.ts';

/** Why a file was not taken: the server's sentence, or ours where none came. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.sentence);
  }
}

export const refusal = (code: string, sentence: string) => new Refusal({ code, sentence, requestId: null });

/** What an answer of the server says is wrong. */
export function refusalOf(status: number, text: string): Refusal {
  try {
    const [{ message, extensions }] = (JSON.parse(text) as { errors: [{ message: string; extensions: { code: string; requestId?: string } }] }).errors;
    return new Refusal({ code: extensions.code, sentence: message, requestId: extensions.requestId ?? null });
  } catch {
    if (status === 401 || status === 403) return refusal('FORBIDDEN', 'Importing needs the role operator.');
    return refusal(status === 0 ? 'UNREACHABLE' : 'UNAVAILABLE', status === 0 ? 'The server did not answer.' : `The server answered ${status}.`);
  }
}

export function problemIn(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  const isUnreadable = error instanceof DOMException && error.name === 'NotReadableError';
  const sentence = isUnreadable ? 'The file changed or went away while it was read; add it again.' : `The file could not be read (${String(error)}).`;
  return { code: 'FILE_UNREADABLE', sentence, requestId: null };
}
