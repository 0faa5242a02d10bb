import { Icon } from '../frame/Icon.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import type { Needs } from './prepare-needs.ts';

/** What waits for a person, each with what to do; `needs` is null until it is known. */
export function NeedsYou({ needs }: { needs: Needs | null }) {
  return (
    <section className="panel" aria-labelledby="needs-heading">
      <header>
        <h2 id="needs-heading">Needs you</h2>
        <span className="grow" />
        {needs && needs.moreCount > 0 && (
          <PageLink className="small" href="/runs?status=failed,diverged">
            {needs.moreCount} more
          </PageLink>
        )}
      </header>
      {needs === null ? (
        <div className="body" aria-busy="true">
          <div className="skeleton" style={{ height: 110, margin: '4px 0' }} />
        </div>
      ) : needs.list.length === 0 ? (
        <div className="state quiet">
          <b>Nothing waits for you</b>
          <p>Notes that call you, verdicts you are asked for, failed checks, and runs that fail or diverge stand here.</p>
        </div>
      ) : (
        <ul className="body todo">
          {needs.list.map((need) => (
            <li key={need.id}>
              <Icon name={need.icon} tone={need.tone} />
              <PageLink className="name" href={need.href}>
                {need.name}
              </PageLink>
              <span className="sub nowrap" title={need.since.exact || undefined}>
                {need.since.text}
              </span>
              <span className="sub what" title={need.what}>
                {need.what}
              </span>
              <PageLink className="advice" href={need.adviceHref}>
                {need.advice}
              </PageLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
