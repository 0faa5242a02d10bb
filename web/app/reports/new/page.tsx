import type { Metadata } from 'next';
import { Suspense } from 'react';
import { NewReportPage } from '../../../reports/EditorPages.tsx';

export const metadata: Metadata = { title: 'New report' };

export default function Page() {
  return (
    <Suspense>
      <NewReportPage />
    </Suspense>
  );
}
