'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { type StudyName, StudyNamesDocument } from './study-documents.ts';

const NONE: StudyName[] = [];

/** The studies that runs can join, newest first. */
export function useStudies(): StudyName[] {
  const [{ data }] = useQuery({ query: StudyNamesDocument, requestPolicy: 'cache-and-network' });
  return useMemo(() => data?.studies.edges.map(({ node }) => node).filter(({ archivedAt }) => archivedAt === null) ?? NONE, [data]);
}
