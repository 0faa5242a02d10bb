import { StudyPage } from '../../../studies/StudyPage.tsx';

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return <StudyPage slug={decodeURIComponent(slug)} />;
}
