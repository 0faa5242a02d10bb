import type { Metadata } from 'next';
import { WelcomePage } from '../../account/WelcomePage.tsx';

export const metadata: Metadata = { title: 'Welcome' };

export default function Page() {
  return <WelcomePage />;
}
