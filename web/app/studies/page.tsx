import type { Metadata } from 'next';
import { Suspense } from 'react';
import { StudiesPage } from '../../studies/StudiesPage.tsx';

export const metadata: Metadata = { title: 'Studies' };

export default function Page() {
  return (
    <Suspense>
      <StudiesPage />
    </Suspense>
  );
}
