import type { Metadata } from 'next';
import { Suspense } from 'react';
import { type AddressParts, searchOf } from '../../frame/address.ts';
import { FirstAnswers } from '../../graphql/FirstAnswers.tsx';
import { firstAnswers, firstQuestion } from '../../graphql/first-answers.ts';
import { StudiesPage } from '../../studies/StudiesPage.tsx';
import { StudiesDocument, studiesAsked } from '../../studies/studies-documents.ts';

export const metadata: Metadata = { title: 'Studies' };

export default async function Page({ searchParams }: { searchParams: Promise<AddressParts> }) {
  const search = searchOf(await searchParams);
  const asked = studiesAsked(search.get('text') ?? '', search.get('archived') === 'yes');
  return (
    <Suspense>
      <FirstAnswers first={await firstAnswers(firstQuestion(StudiesDocument, asked))}>
        <StudiesPage />
      </FirstAnswers>
    </Suspense>
  );
}
