import type { Metadata } from 'next';
import { Overview } from '../runs/Overview.tsx';

export const metadata: Metadata = { title: 'Overview' };

export default function Page() {
  return <Overview />;
}
