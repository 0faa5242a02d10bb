import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ImportPage } from '../../ingest/ImportPage.tsx';

export const metadata: Metadata = { title: 'Import' };

export default function Page() {
  return (
    <Suspense>
      <ImportPage />
    </Suspense>
  );
}
