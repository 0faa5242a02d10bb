import { PageLink } from '../frame/PageLink.tsx';

/** A run in a table of runs: its name, which leads to it, and what it is. */
export function RunNameCell({ row: { id, name, detail } }: { row: { id: string; name: string; detail: string } }) {
  return (
    <td>
      <PageLink className="name" href={`/runs/${encodeURIComponent(id)}`}>
        {name}
      </PageLink>
      <span className="sub">{detail}</span>
    </td>
  );
}
