'use client';
import type { ReactNode } from 'react';
import { useIsSignedOut } from './account-state.ts';
import { SignIn } from './SignIn.tsx';

/** The page, or in its place the way to sign in. */
export function SignedIn({ children }: { children: ReactNode }) {
  return useIsSignedOut() ? <SignIn /> : children;
}
