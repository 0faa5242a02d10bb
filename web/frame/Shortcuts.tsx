'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useState } from 'react';
import { may, type Mutation } from '../account/may.ts';
import { useViewer } from '../account/viewer.ts';
import { Dialog } from './Dialog.tsx';
import { areShortcutsOn, handleKey, switchShortcuts, useAllShortcuts, useShortcuts } from './shortcuts.ts';

/** Hears the single keys of all pages, and shows them under "?". */
export function Shortcuts() {
  const router = useRouter();
  const viewer = useViewer();
  const access = viewer?.access;
  const hasInbox = viewer?.userId != null;
  const [isOpen, setOpen] = useState(false);
  const own = useMemo(() => {
    // as in the bar: until it is known who asks, the keys of pages for some work, and the page says whose it is
    const isOffered = (deed: Mutation) => access === undefined || may(access, deed);
    return [
      { key: '?', does: 'Show these keys', act: () => setOpen(true) },
      { key: 'o', does: 'Go to the overview', act: () => router.push('/') },
      { key: 's', does: 'Go to the studies', act: () => router.push('/studies') },
      { key: 'r', does: 'Go to the runs', act: () => router.push('/runs') },
      { key: 'g', does: 'Go to the geometry', act: () => router.push('/geometry') },
      { key: 'v', does: 'Go to the comparison', act: () => router.push('/compare') },
      { key: 'p', does: 'Go to the paper’s figures', act: () => router.push('/paper') },
      { key: 'w', does: 'Go to the reports, words and results on a page', act: () => router.push('/reports') },
      ...(isOffered('launchRuns') ? [{ key: 'l', does: 'Launch runs', act: () => router.push('/launch') }] : []),
      ...(isOffered('createIngestedRun') ? [{ key: 'i', does: 'Import files', act: () => router.push('/import') }] : []),
      { key: 'h', does: 'Go to what happened', act: () => router.push('/activity') },
      ...(hasInbox ? [{ key: 'n', does: 'Go to your inbox', act: () => router.push('/inbox') }] : []),
      { key: 'm', does: 'Go to the metrics', act: () => router.push('/metrics') },
      { key: 'a', does: 'Go to your account', act: () => router.push('/account') },
      ...(isOffered('createWebhook') ? [{ key: 't', does: 'Go to the webhooks', act: () => router.push('/webhooks') }] : []),
      ...(isOffered('createUser') ? [{ key: 'u', does: 'Go to the people', act: () => router.push('/people') }] : []),
    ];
  }, [router, access, hasInbox]);
  useShortcuts(own);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (handleKey(event, document.querySelector('dialog[open]') !== null)) event.preventDefault();
    };
    document.addEventListener('keydown', hear);
    // until now it is the server's HTML alone, which hears nothing: a program that drives the page waits for this
    document.documentElement.dataset.awake = '';
    return () => document.removeEventListener('keydown', hear);
  }, []);
  return isOpen ? <ShortcutList onClose={() => setOpen(false)} /> : null;
}

function ShortcutList({ onClose }: { onClose: () => void }) {
  const all = useAllShortcuts();
  const [isOn, setOn] = useState(areShortcutsOn);
  return (
    <Dialog title="Keys" closeWord="Close" onClose={onClose}>
      <dl className="pairs keys">
        {all.map(({ key, does }) => (
          <div key={key} className="pair">
            <dt>
              <kbd>{key === ' ' ? 'Space' : key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">In a chart: arrow keys move the crosshair, with Shift by ten; Home and End go to its ends; Escape lets it go; c leaves a note there.</p>
      <label className="row tight">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            switchShortcuts(event.target.checked);
            setOn(event.target.checked);
          }}
        />
        Single keys are on
      </label>
    </Dialog>
  );
}
