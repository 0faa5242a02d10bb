import { FirstAnswers } from '../../../graphql/FirstAnswers.tsx';
import { firstAnswers, firstQuestion } from '../../../graphql/first-answers.ts';
import { StudyPage } from '../../../studies/StudyPage.tsx';
import { StudyDocument } from '../../../studies/studies-documents.ts';

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const slug = decodeURIComponent((await params).slug);
  return (
    <FirstAnswers first={await firstAnswers(firstQuestion(StudyDocument, { slug }))}>
      <StudyPage slug={slug} />
    </FirstAnswers>
  );
}
