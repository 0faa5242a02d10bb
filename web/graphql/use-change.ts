'use client';
import { useCallback, useState } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { type Problem, problemOf } from './problem.ts';

/** What every mutation answers beside its own result. */
export interface Answer {
  userErrors: readonly { code: string; message: string; field?: string | null }[];
}

export interface Change<Variables, Payload> {
  /** Gives the answer; null where nothing was changed, and `problem` says why. */
  send: (variables: Variables) => Promise<Payload | null>;
  isBusy: boolean;
  problem: Problem | null;
  /** Takes the problem off the page. */
  forget: () => void;
}

/** A mutation of one field, and how its last use went. */
export function useChange<Data extends Record<string, Answer>, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
): Change<Variables, Data[keyof Data]> {
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = useCallback(
    async (variables: Variables) => {
      setBusy(true);
      setProblem(null);
      const { data, error } = await client.mutation(document, variables).toPromise();
      setBusy(false);
      const answer = data ? (Object.values(data)[0] as Data[keyof Data]) : undefined;
      const refusal = answer?.userErrors[0];
      if (refusal) setProblem({ code: refusal.code, sentence: refusal.message, requestId: null, field: refusal.field });
      else if (error) setProblem(problemOf(error));
      return answer && !refusal ? answer : null;
    },
    [client, document],
  );
  return { send, isBusy, problem, forget: () => setProblem(null) };
}
