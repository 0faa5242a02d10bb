'use client';
import { HoverCard } from '@mantine/core';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { PageLink } from '../frame/PageLink.tsx';
import { type MetricHelp, MetricHelpDocument } from './metric-documents.ts';

const MetricFacts = dynamic(() => import('./MetricFacts.tsx').then((part) => part.MetricFacts), { ssr: false, loading: Waiting });

/** A metric's name that tells on hover and focus what it is, and leads to its place among all metrics. */
export function MetricHelpButton({ id, children }: { id: MetricHelp['id']; children: ReactNode }) {
  return (
    <HoverCard width={360} position="bottom-start" withinPortal={false} openDelay={250} transitionProps={{ duration: 0 }} classNames={{ dropdown: 'tip help-card' }}>
      <HoverCard.Target>
        <PageLink className="help-link" href={`/metrics#${id}`}>
          {children}
        </PageLink>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        <Card id={id} />
      </HoverCard.Dropdown>
    </HoverCard>
  );
}

function Card({ id }: { id: MetricHelp['id'] }) {
  const [{ data }] = useQuery({ query: MetricHelpDocument });
  const metric = data?.metrics.find((each) => each.id === id);
  return metric ? <MetricFacts metric={metric} isShort /> : <Waiting />;
}

function Waiting() {
  return <span className="muted">…</span>;
}
