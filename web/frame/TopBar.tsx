'use client';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { Who } from '../account/Who.tsx';
import { useLinkState } from '../graphql/link-state.ts';
import { PageLink } from './PageLink.tsx';
import { Sign } from './Sign.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';

const PAGES = [
  { name: 'Overview', href: '/', isHere: (path: string) => path === '/' },
  { name: 'Runs', href: '/runs', isHere: (path: string) => path === '/runs' || path.startsWith('/runs/') },
  { name: 'Compare', href: '/compare', isHere: (path: string) => path === '/compare' },
  { name: 'Geometry', href: '/geometry', isHere: (path: string) => path === '/geometry' },
  { name: 'Paper', href: '/paper', isHere: (path: string) => path === '/paper' },
  { name: 'Launch', href: '/launch', isHere: (path: string) => path === '/launch' },
  { name: 'Import', href: '/import', isHere: (path: string) => path === '/import' },
  { name: 'Metrics', href: '/metrics', isHere: (path: string) => path === '/metrics' },
];

export function TopBar() {
  const path = usePathname();
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
        {PAGES.map(({ name, href, isHere }) => (
          <PageLink key={href} href={href} aria-current={isHere(path) ? 'page' : undefined}>
            {name}
          </PageLink>
        ))}
      </nav>
      <span className="grow" />
      <LiveSign />
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
