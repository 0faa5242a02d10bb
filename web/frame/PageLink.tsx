'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

type PageLinkProps = Omit<ComponentProps<typeof Link>, 'href' | 'prefetch'> & { href: string };

/**
 * A link to a page of ours. The page is fetched ahead when the pointer or the focus comes to the link: fetching whatever is in sight, as
 * Next does by itself, would give every page the scripts of all others.
 */
export function PageLink({ href, ...rest }: PageLinkProps) {
  const router = useRouter();
  const fetchAhead = () => router.prefetch(href);
  return <Link onPointerEnter={fetchAhead} onFocus={fetchAhead} {...rest} href={href} prefetch={false} />;
}
