import type { Metadata } from 'next';
import { FirstAnswers } from '../graphql/FirstAnswers.tsx';
import { firstAnswers, firstQuestion } from '../graphql/first-answers.ts';
import { Overview } from '../overview/Overview.tsx';
import { OverviewDocument } from '../overview/overview-documents.ts';
import { firstPageAsked } from '../runs/read-pages.ts';
import { IN_TRAINING, RunsDocument, WAITING } from '../runs/runs-documents.ts';

export const metadata: Metadata = { title: 'Overview' };

export default async function Page() {
  const runs = [IN_TRAINING, WAITING].map(({ statuses, pageSize }) => firstQuestion(RunsDocument, firstPageAsked(statuses, pageSize)));
  return (
    <FirstAnswers first={await firstAnswers(firstQuestion(OverviewDocument, {}), ...runs)}>
      <Overview />
    </FirstAnswers>
  );
}
