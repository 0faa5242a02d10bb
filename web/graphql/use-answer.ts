'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useClient } from 'urql';
import { useFirst } from './FirstAnswers.tsx';
import { type Problem, problemOf } from './problem.ts';

export interface Reading<Data> {
  /** the newest answer; that of the question before stays until the next one comes, so that nothing on the page jumps */
  data: Data | null;
  problem: Problem | null;
  /** whether `data` is the answer to an earlier question */
  isOld: boolean;
  readAgain: () => void;
}

/**
 * The answer to a question, asked anew whenever its variables or the tick change; answers that are overtaken are dropped.
 *
 * @param tick raised when there is news; null: nothing is asked yet
 */
export function useAnswer<Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>, variables: Variables, tick: number | null): Reading<Data> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const first = useFirst(document, variables);
  const [state, setState] = useState<{ data: Data | null; problem: Problem | null; key: string | null }>({ data: first, problem: null, key: first && key });
  const question = useRef(0);
  const read = useCallback(async () => {
    const turn = ++question.current;
    const { data, error } = await client.query(document, JSON.parse(key) as Variables, { requestPolicy: 'network-only' }).toPromise();
    if (turn !== question.current) return;
    const whole = isWhole(data) ? data : null;
    setState((before) => ({ data: whole ?? (before.key === key ? before.data : null), problem: problemIn(error), key }));
  }, [client, document, key]);
  useEffect(() => {
    if (tick !== null) void read();
  }, [read, tick]);
  return { data: state.data, problem: state.problem, isOld: state.key !== key, readAgain: () => void read() };
}

/** A field that failed is null beside its error: such an answer is none. */
const isWhole = <Data>(data: Data | undefined): data is Data => data != null && Object.values(data).every((field) => field !== null);
const problemIn = (error: CombinedError | undefined) => (error ? problemOf(error) : null);
