import { PageLink } from '../frame/PageLink.tsx';

export default function NotFound() {
  return (
    <div className="panel state">
      <h1>No such page</h1>
      <p>
        The address leads nowhere. <PageLink href="/">Back to the overview</PageLink>
      </p>
    </div>
  );
}
