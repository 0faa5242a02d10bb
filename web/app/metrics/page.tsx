import type { Metadata } from 'next';
import { FirstAnswers } from '../../graphql/FirstAnswers.tsx';
import { firstAnswersWithoutNews, firstQuestion } from '../../graphql/first-answers.ts';
import { MetricHelpDocument } from '../../metrics/metric-documents.ts';
import { MetricsPage } from '../../metrics/MetricsPage.tsx';

export const metadata: Metadata = { title: 'Metrics' };

export default async function Page() {
  return (
    <FirstAnswers first={await firstAnswersWithoutNews(firstQuestion(MetricHelpDocument, {}))}>
      <MetricsPage />
    </FirstAnswers>
  );
}
