'use client';
import { useEffect, useMemo, useState } from 'react';
import { useAnswer } from '../graphql/use-answer.ts';
import { useStudies } from '../studies/use-studies.ts';
import { isExpecting } from './prepare-webhooks.ts';
import { WebhooksDocument } from './webhooks-documents.ts';

const SOON_MS = 1500;
const LATER_MS = 30_000;

/** Hosts and webhooks with their last deliveries. Deliveries are no news of the record: the page looks again by itself, soon while one is under way. */
export function useWebhooks() {
  const [turn, setTurn] = useState(0);
  const { data, problem, readAgain } = useAnswer(WebhooksDocument, {}, turn);
  const studies = useStudies();
  const names = useMemo(() => new Map(studies.map(({ id, name }) => [id, name])), [studies]);
  useEffect(() => {
    const isSoon = data !== null && isExpecting(data.webhooks, Date.now());
    const timer = setTimeout(() => document.visibilityState === 'visible' && setTurn((before) => before + 1), isSoon ? SOON_MS : LATER_MS);
    return () => clearTimeout(timer);
  }, [data]);
  return { data, problem, readAgain, studies, names };
}
