'use client';
import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useIsSignedOut } from '../account/account-state.ts';
import { type Mutation, may } from '../account/may.ts';
import { useViewer, type Viewer } from '../account/viewer.ts';
import { Who } from '../account/Who.tsx';
import { useLinkState } from '../graphql/link-state.ts';
import { PageLink } from './PageLink.tsx';
import { Sign } from './Sign.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';

/** For people who have signed in alone: nobody else fetches it. */
const Bell = dynamic(() => import('../inbox/Bell.tsx').then((part) => part.Bell), { ssr: false });

interface Page {
  name: string;
  href: string;
  isHere: (path: string) => boolean;
  /** what the page is there to do: it is not offered to those who may not */
  does?: Mutation;
}

const PAGES: readonly Page[] = [
  { name: 'Overview', href: '/', isHere: (path: string) => path === '/' },
  { name: 'Studies', href: '/studies', isHere: (path: string) => path === '/studies' || path.startsWith('/studies/') },
  { name: 'Runs', href: '/runs', isHere: (path: string) => path === '/runs' || path.startsWith('/runs/') },
  { name: 'Compare', href: '/compare', isHere: (path: string) => path === '/compare' },
  { name: 'Geometry', href: '/geometry', isHere: (path: string) => path === '/geometry' },
  { name: 'Paper', href: '/paper', isHere: (path: string) => path === '/paper' },
  { name: 'Reports', href: '/reports', isHere: (path: string) => path === '/reports' || path.startsWith('/reports/') },
  { name: 'Launch', href: '/launch', isHere: (path: string) => path === '/launch', does: 'launchRuns' },
  { name: 'Import', href: '/import', isHere: (path: string) => path === '/import', does: 'createIngestedRun' },
  { name: 'Activity', href: '/activity', isHere: (path: string) => path === '/activity' },
  { name: 'Metrics', href: '/metrics', isHere: (path: string) => path === '/metrics' },
  { name: 'People', href: '/people', isHere: (path: string) => path.startsWith('/people') || path === '/webhooks', does: 'createUser' },
];

/** Until it is known who asks, all but the admins' page stand there: for most people nothing moves then. */
const isOffered = ({ does }: Page, viewer: Viewer | null) => does === undefined || (viewer ? may(viewer.access, does) : does !== 'createUser');

export function TopBar() {
  const path = usePathname();
  const viewer = useViewer();
  const isSignedOut = useIsSignedOut();
  const nav = useRef<HTMLElement>(null);
  // on a phone the pages scroll sideways inside the bar, and the one that is open must be in sight
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path decides which link is the current one
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [path]);
  return (
    <header className="bar">
      <PageLink className="brand" href="/" aria-label="Collapsar, overview">
        <Sign />
        <span className="no-phone">Collapsar</span>
      </PageLink>
      <nav aria-label="Pages" ref={nav}>
        {PAGES.filter((page) => isOffered(page, viewer)).map(({ name, href, isHere }) => (
          <PageLink key={href} href={href} aria-current={isHere(path) ? 'page' : undefined}>
            {name}
          </PageLink>
        ))}
      </nav>
      <span className="grow" />
      <LiveSign />
      {viewer?.userId != null && !isSignedOut && <Bell isHere={path === '/inbox'} />}
      <Who />
      <ThemeSwitch />
    </header>
  );
}

/** Stands only while news comes by itself; that the link is lost is said by the banner. */
function LiveSign() {
  const { phase } = useLinkState();
  if (phase !== 'live') return null;
  return (
    <span className="live no-phone">
      <i />
      live
    </span>
  );
}
