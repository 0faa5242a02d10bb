import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ReportsPage } from '../../reports/ReportsPage.tsx';

export const metadata: Metadata = { title: 'Reports' };

export default function Page() {
  return (
    <Suspense>
      <ReportsPage />
    </Suspense>
  );
}
