'use client';
import { Failure } from '../frame/Failure.tsx';
import { PageLink } from '../frame/PageLink.tsx';
import type { Problem } from '../graphql/problem.ts';
import { CopyLine } from './CopyLine.tsx';
import type { EstimateModel } from './prepare-estimate.ts';

interface EstimatePanelProps {
  /** null while it is being read */
  model: EstimateModel | null;
  command: string;
  /** whether a field is wrong, so that there is nothing to estimate yet */
  hasErrors: boolean;
  /** why nothing can be launched now, where a field does not say it */
  problem: Problem | null;
  canLaunch: boolean;
  isBusy: boolean;
  queued: { id: string; name: string }[] | null;
  onLaunch: () => void;
}

const COPIES = [
  { label: 'Copy', suffix: '' },
  { label: 'Copy as a dry run', suffix: ' --dry-run' },
];

/** What the runs will take, the button that queues them, and the command that would do the same. */
export function EstimatePanel({ model, command, hasErrors, problem, canLaunch, isBusy, queued, onLaunch }: EstimatePanelProps) {
  return (
    <section className="panel estimate" aria-labelledby="estimate-title">
      <header>
        <h2 id="estimate-title">Before starting</h2>
      </header>
      <div className="body">
        {model ? <Lines model={model} /> : hasErrors ? <p className="muted">The estimate comes when the marked fields are right.</p> : <div className="skeleton estimate-skeleton" />}
        <div className="row launch-row">
          <button type="button" className="btn strong" disabled={!canLaunch || isBusy} onClick={onLaunch}>
            {isBusy ? 'Queuing…' : `Launch ${model?.runs ?? ''}`}
          </button>
          <span className="label">A trainer takes them as soon as it has a place.</span>
        </div>
        <div role="status">{queued && <Queued runs={queued} />}</div>
        {problem && <Failure problem={problem} />}
        <h3>The same on the command line</h3>
        <CopyLine text={command} choices={COPIES} />
        <p className="label">A dry run tries two steps, tells time and memory, and records nothing.</p>
      </div>
    </section>
  );
}

function Lines({ model }: { model: EstimateModel }) {
  return (
    <>
      <p className="readout">
        {model.runs}
        {model.product && <span className="label"> {model.product}</span>}
      </p>
      <dl className="pairs">
        {model.lines.map(({ name, value, detail }) => (
          <div key={name} className="pair">
            <dt>{name}</dt>
            <dd>
              {value}
              {detail && <span className="sub">{detail}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Queued({ runs }: { runs: { id: string; name: string }[] }) {
  const [first] = runs;
  return (
    <p className="queued">
      <b>Queued.</b> <PageLink href={`/runs/${first!.id}`}>{first!.name}</PageLink>
      {runs.length > 1 && ` and ${runs.length - 1} more`}, in the list of <PageLink href="/runs">runs</PageLink>.
    </p>
  );
}
