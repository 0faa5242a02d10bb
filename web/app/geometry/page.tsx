import type { Metadata } from 'next';
import { Suspense } from 'react';
import { GeometryPage } from '../../runs/GeometryPage.tsx';

export const metadata: Metadata = { title: 'Geometry' };

export default function Page() {
  return (
    <Suspense>
      <GeometryPage />
    </Suspense>
  );
}
