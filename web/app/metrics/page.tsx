import type { Metadata } from 'next';
import { MetricsDocument } from '../../figures/metric-entry.ts';
import { FirstAnswers } from '../../graphql/FirstAnswers.tsx';
import { firstAnswersWithoutNews, firstQuestion } from '../../graphql/first-answers.ts';
import { MetricsPage } from '../../metrics/MetricsPage.tsx';

export const metadata: Metadata = { title: 'Metrics' };

export default async function Page() {
  return (
    <FirstAnswers first={await firstAnswersWithoutNews(firstQuestion(MetricsDocument, {}))}>
      <MetricsPage />
    </FirstAnswers>
  );
}
