'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { type Problem, problemOf } from '../graphql/problem.ts';
import { AuditDocument, type AuditFilter, type AuditLine } from './audit-documents.ts';

export interface AuditReading {
  /** null until they were read; those of another choice stay until the new ones come */
  lines: AuditLine[] | null;
  total: number;
  isOld: boolean;
  problem: Problem | null;
  readAgain: () => void;
  /** null where all is read */
  readMore: (() => void) | null;
}

/** Entries of the audit log, as many pages of them as were asked for. */
export function useAudit(filter: AuditFilter): AuditReading {
  const client = useClient();
  const key = JSON.stringify(filter);
  const [state, setState] = useState<{ key: string; lines: AuditLine[]; total: number; cursor: string | null } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const question = useRef(0);
  const read = useCallback(
    async (after: string | null) => {
      const turn = ++question.current;
      const { data, error } = await client.query(AuditDocument, { filter: JSON.parse(key) as AuditFilter, after }, { requestPolicy: 'network-only' }).toPromise();
      if (turn !== question.current) return;
      setProblem(!data && error ? problemOf(error) : null);
      if (!data) return;
      const { nodes, totalCount, pageInfo } = data.auditEvents;
      setState((before) => ({ key, lines: after === null ? nodes : [...(before?.lines ?? []), ...nodes], total: totalCount, cursor: pageInfo.hasNextPage ? pageInfo.endCursor : null }));
    },
    [client, key],
  );
  useEffect(() => void read(null), [read]);
  const cursor = state?.key === key ? state.cursor : null;
  return { lines: state?.lines ?? null, total: state?.total ?? 0, isOld: state?.key !== key, problem, readAgain: () => void read(null), readMore: cursor === null ? null : () => void read(cursor) };
}
