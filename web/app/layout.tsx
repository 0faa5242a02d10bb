import '@mantine/core/styles.layer.css';
import './look.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Frame } from '../frame/Frame.tsx';

export const metadata: Metadata = {
  title: { default: 'Collapsar', template: '%s · Collapsar' },
  description: 'Watch, measure and discuss neural collapse.',
};
export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" />
      </head>
      <body>
        <Frame>{children}</Frame>
      </body>
    </html>
  );
}
