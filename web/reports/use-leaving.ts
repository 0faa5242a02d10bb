'use client';
import { useEffect, useState } from 'react';

/**
 * Asks before the page is left while something is unsaved: the browser before it closes or loads another page, and `wanted`, the address of a
 * link of ours that was followed, for a window of our own. The way back asks nothing: the draft is kept.
 */
export function useLeaving(isUnsaved: boolean): { wanted: string | null; stay: () => void } {
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    const follow = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
      if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      if (link.pathname === location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(link.pathname + link.search + link.hash);
    };
    addEventListener('beforeunload', ask);
    document.addEventListener('click', follow, true);
    return () => {
      removeEventListener('beforeunload', ask);
      document.removeEventListener('click', follow, true);
    };
  }, [isUnsaved]);
  return { wanted: isUnsaved ? wanted : null, stay: () => setWanted(null) };
}
