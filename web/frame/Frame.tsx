'use client';
import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { SignedIn } from '../account/SignedIn.tsx';
import type { First } from '../graphql/first.ts';
import { GraphqlProvider } from '../graphql/GraphqlProvider.tsx';
import { LinkBanner } from './LinkBanner.tsx';
import { PrintHead } from './PrintHead.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { TopBar } from './TopBar.tsx';
import { cssVariablesResolver, theme } from './theme.ts';

/** What stands around every page. */
export function Frame({ first, children }: { first: First; children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <GraphqlProvider first={first}>
        <a className="skip" href="#content">
          Skip to the content
        </a>
        <TopBar />
        <Shortcuts />
        <main id="content" tabIndex={-1}>
          <SignedIn>
            <PrintHead />
            <LinkBanner />
            {children}
          </SignedIn>
        </main>
      </GraphqlProvider>
    </MantineProvider>
  );
}
