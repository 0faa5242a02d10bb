import { ChecksPage } from '../../../../checks/ChecksPage.tsx';

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return <ChecksPage slug={decodeURIComponent(slug)} />;
}
