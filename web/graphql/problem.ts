import type { CombinedError } from 'urql';

/** Why something could not be shown, in words, and what to quote to whoever runs the server. */
export interface Problem {
  code: string;
  sentence: string;
  requestId: string | null;
}

/** The first of the errors of an answer, or what kept the answer from coming. */
export function problemOf(error: CombinedError): Problem {
  const first = error.graphQLErrors[0];
  if (!first) return { code: 'UNREACHABLE', sentence: 'The server did not answer.', requestId: null };
  const { code, requestId } = first.extensions;
  return {
    code: typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR',
    sentence: first.message,
    requestId: typeof requestId === 'string' ? requestId : headerOf(error),
  };
}

function headerOf(error: CombinedError): string | null {
  const response = error.response as Response | undefined;
  return response?.headers?.get('x-request-id') ?? null;
}
