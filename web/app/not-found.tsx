import Link from 'next/link';

export default function NotFound() {
  return (
    <div className="panel state">
      <h1>No such page</h1>
      <p>
        The address leads nowhere. <Link href="/">Back to the overview</Link>
      </p>
    </div>
  );
}
