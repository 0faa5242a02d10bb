import type { Metadata } from 'next';
import { Suspense } from 'react';
import { EditReportPage } from '../../../../reports/EditorPages.tsx';

export const metadata: Metadata = { title: 'Edit a report' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <EditReportPage id={decodeURIComponent(id)} />
    </Suspense>
  );
}
