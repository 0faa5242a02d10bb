'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { PeopleDocument, type PersonEntry } from './people-documents.ts';

export interface PeopleReading {
  people: PersonEntry[] | null;
  total: number | null;
  problem: Problem | null;
  readAgain: () => void;
  /** null where all are read */
  readMore: (() => void) | null;
}

/** The list of people, as many pages of it as were asked for. */
export function usePeople(): PeopleReading {
  const client = useClient();
  const [state, setState] = useState<{ people: PersonEntry[]; total: number; hasMore: boolean } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const pages = useRef(1);
  const question = useRef(0);
  const read = useCallback(async () => {
    const turn = ++question.current;
    const people: PersonEntry[] = [];
    let after: string | null = null;
    for (let page = 0; page < pages.current; page++) {
      const { data, error } = await client.query(PeopleDocument, { after }, { requestPolicy: 'network-only' }).toPromise();
      if (turn !== question.current) return;
      if (!data) return setProblem(error ? problemOf(error) : null);
      people.push(...data.users.nodes);
      after = data.users.pageInfo.endCursor ?? null;
      setState({ people: [...people], total: data.users.totalCount, hasMore: data.users.pageInfo.hasNextPage });
      if (!data.users.pageInfo.hasNextPage) break;
    }
    setProblem(null);
  }, [client]);
  const readAgain = useCallback(() => void read(), [read]);
  useEffect(readAgain, [readAgain]);
  const readMore = () => {
    pages.current++;
    readAgain();
  };
  return { people: state?.people ?? null, total: state?.total ?? null, problem, readAgain, readMore: state?.hasMore ? readMore : null };
}
