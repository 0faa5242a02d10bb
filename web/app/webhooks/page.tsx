import type { Metadata } from 'next';
import { WebhooksPage } from '../../webhooks/WebhooksPage.tsx';

export const metadata: Metadata = { title: 'Webhooks' };

export default function Page() {
  return <WebhooksPage />;
}
