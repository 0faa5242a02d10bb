import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ForThoseWhoMay } from '../../account/ForThoseWhoMay.tsx';
import { ImportPage } from '../../ingest/ImportPage.tsx';

export const metadata: Metadata = { title: 'Import' };

export default function Page() {
  return (
    <Suspense>
      <ForThoseWhoMay mutation="createIngestedRun" doing="Importing files" title="Import">
        <ImportPage />
      </ForThoseWhoMay>
    </Suspense>
  );
}
