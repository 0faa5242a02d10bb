import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ActivityPage } from '../../activity/ActivityPage.tsx';

export const metadata: Metadata = { title: 'What happened' };

export default function Page() {
  return (
    <Suspense>
      <ActivityPage />
    </Suspense>
  );
}
