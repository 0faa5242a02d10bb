import { Suspense } from 'react';
import { FirstAnswers } from '../../../graphql/FirstAnswers.tsx';
import { firstAnswers, firstQuestion } from '../../../graphql/first-answers.ts';
import { METRICS, RunDocument } from '../../../runs/run-documents.ts';
import { RunPage } from '../../../runs/RunPage.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  return (
    <Suspense>
      <FirstAnswers first={await firstAnswers(firstQuestion(RunDocument, { id, metrics: METRICS, from: null }))}>
        <RunPage id={id} />
      </FirstAnswers>
    </Suspense>
  );
}
