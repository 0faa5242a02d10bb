'use client';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useIsSignedOut } from './account-state.ts';
import { SignIn } from './SignIn.tsx';

/** An invitation is for people who cannot sign in yet. */
const FOR_STRANGERS = '/welcome';

/** The page, or in its place the way to sign in. */
export function SignedIn({ children }: { children: ReactNode }) {
  const isSignedOut = useIsSignedOut();
  const path = usePathname();
  return isSignedOut && path !== FOR_STRANGERS ? <SignIn /> : children;
}
