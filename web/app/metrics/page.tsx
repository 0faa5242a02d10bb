import type { Metadata } from 'next';
import { MetricsPage } from '../../metrics/MetricsPage.tsx';

export const metadata: Metadata = { title: 'Metrics' };

export default function Page() {
  return <MetricsPage />;
}
