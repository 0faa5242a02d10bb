'use client';
import { useQuery } from 'urql';
import { ColleaguesDocument } from './writing-documents.ts';

/** People whose names begin with a text or hold it: for a name that is being typed behind "@". */
export function useColleagues(text: string | null) {
  const [{ data }] = useQuery({ query: ColleaguesDocument, variables: { text }, pause: text === null });
  return text === null ? [] : (data?.people.nodes ?? []);
}
