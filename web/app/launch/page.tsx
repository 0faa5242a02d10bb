import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ForThoseWhoMay } from '../../account/ForThoseWhoMay.tsx';
import { LaunchPage } from '../../launch/LaunchPage.tsx';

export const metadata: Metadata = { title: 'Launch' };

export default function Page() {
  return (
    <Suspense>
      <ForThoseWhoMay mutation="launchRuns" doing="Launching runs" title="Launch">
        <LaunchPage />
      </ForThoseWhoMay>
    </Suspense>
  );
}
