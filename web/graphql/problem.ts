import type { CombinedError } from 'urql';

/** Why something could not be shown, in words, and what to quote to whoever runs the server. */
export interface Problem {
  code: string;
  sentence: string;
  requestId: string | null;
  /** the field of the input that it is about, where it is about one */
  field?: string | null;
}

/** The first of the errors of an answer, or what kept the answer from coming. */
export function problemOf(error: CombinedError): Problem {
  const first = error.graphQLErrors[0];
  if (!first) return { code: 'UNREACHABLE', sentence: 'The server did not answer.', requestId: null };
  return described(first, error);
}

/** Why one field of an answer, at any depth, is null; null when no error is told of it. */
export function problemOfField(error: CombinedError | undefined, field: string): Problem | null {
  const found = error?.graphQLErrors.find(({ path }) => path?.at(-1) === field);
  return error && found ? described(found, error) : null;
}

function described(first: CombinedError['graphQLErrors'][number], error: CombinedError): Problem {
  const { code, requestId, field } = first.extensions;
  return {
    code: typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR',
    sentence: first.message,
    requestId: typeof requestId === 'string' ? requestId : headerOf(error),
    ...(typeof field === 'string' && { field }),
  };
}

function headerOf(error: CombinedError): string | null {
  const response = error.response as Response | undefined;
  return response?.headers?.get('x-request-id') ?? null;
}
