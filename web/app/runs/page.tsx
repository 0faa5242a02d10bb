import type { Metadata } from 'next';
import { Suspense } from 'react';
import { MetricsDocument } from '../../figures/metric-entry.ts';
import { type AddressParts, searchOf } from '../../frame/address.ts';
import { FirstAnswers } from '../../graphql/FirstAnswers.tsx';
import { firstAnswers, firstQuestion } from '../../graphql/first-answers.ts';
import { RunsPage } from '../../runs/RunsPage.tsx';
import { pageAsked } from '../../runs/table/run-pages.ts';
import { TablePageDocument } from '../../runs/table/table-documents.ts';
import { questionOf, runsViewOf } from '../../runs/table/view.ts';

export const metadata: Metadata = { title: 'Runs' };

export default async function Page({ searchParams }: { searchParams: Promise<AddressParts> }) {
  const asked = pageAsked(questionOf(runsViewOf(searchOf(await searchParams))), null);
  const first = await firstAnswers(firstQuestion(MetricsDocument, {}), ...asked.map((each) => firstQuestion(TablePageDocument, each)));
  return (
    <Suspense>
      <FirstAnswers first={first}>
        <RunsPage />
      </FirstAnswers>
    </Suspense>
  );
}
