import type { Metadata } from 'next';
import { Suspense } from 'react';
import { type AddressParts, searchOf } from '../../frame/address.ts';
import { FirstAnswers } from '../../graphql/FirstAnswers.tsx';
import { firstAnswers, firstQuestion } from '../../graphql/first-answers.ts';
import { PaperPage } from '../../paper/PaperPage.tsx';
import { PaperDocument } from '../../paper/paper-documents.ts';
import { paperAsked, paperViewOf } from '../../paper/paper-view.ts';

export const metadata: Metadata = { title: 'Paper' };

export default async function Page({ searchParams }: { searchParams: Promise<AddressParts> }) {
  const asked = paperAsked(paperViewOf(searchOf(await searchParams)));
  return (
    <Suspense>
      <FirstAnswers first={await firstAnswers(firstQuestion(PaperDocument, asked))}>
        <PaperPage />
      </FirstAnswers>
    </Suspense>
  );
}
