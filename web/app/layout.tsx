import '@mantine/core/styles.layer.css';
import './look.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { MeDocument } from '../account/viewer-documents.ts';
import { Frame } from '../frame/Frame.tsx';
import { firstAnswersWithoutNews, firstQuestion } from '../graphql/first-answers.ts';

export const metadata: Metadata = {
  title: { default: 'Collapsar', template: '%s · Collapsar' },
  description: 'Watch, measure and discuss neural collapse.',
};
export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default async function Layout({ children }: { children: ReactNode }) {
  const first = await firstAnswersWithoutNews(firstQuestion(MeDocument, {}));
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" />
      </head>
      <body>
        <Frame first={first}>{children}</Frame>
      </body>
    </html>
  );
}
