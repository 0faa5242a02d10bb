import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PaperPage } from '../../paper/PaperPage.tsx';

export const metadata: Metadata = { title: 'Paper' };

export default function Page() {
  return (
    <Suspense>
      <PaperPage />
    </Suspense>
  );
}
