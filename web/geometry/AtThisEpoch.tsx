'use client';
import { Switch } from '../frame/Switch.tsx';
import { MetricHelpButton } from '../metrics/MetricHelpButton.tsx';
import { CosinesPanel } from './CosinesPanel.tsx';
import type { GeometryRun, SplitValues } from './geometry-run.ts';
import { type EpochRow, type EpochValue, metricsAt } from './prepare-at-epoch.ts';
import type { Player } from './player.ts';
import { useCosines } from './use-cosines.ts';
import { usePlayerState } from './use-player.ts';
import { COSINES_OF, type GeometryView, REACHES } from './view.ts';

interface AtThisEpochProps {
  run: GeometryRun;
  caption: string;
  view: GeometryView;
  values: SplitValues | null;
  player: Player;
  notes: (epoch: number) => string[];
  onChange: (changes: Record<string, string | null>) => void;
}

/** Metrics and cosines of the measured epoch that is nearest to what is drawn. */
export function AtThisEpoch({ run, caption, view, values, player, notes, onChange }: AtThisEpochProps) {
  const epoch = usePlayerState(player, (of) => of.stop, 0);
  const reading = useCosines(run, view, epoch);
  return (
    <article className="panel" aria-labelledby="now-heading">
      <header>
        <h2 id="now-heading">At epoch {epoch}</h2>
        <span className="grow" />
        <span className="fig">
          {view.split}, {view.layer === 'last' ? 'last layer' : view.layer}
        </span>
      </header>
      <div className="body">
        <EpochTable rows={metricsAt(values, epoch)} />
        {notes(epoch).map((note) => (
          <p key={note} className="small c-warn">
            {note}
          </p>
        ))}
        <CosinesPanel
          reading={reading}
          of={view.of}
          reach={view.reach}
          mostHeight={226}
          caption={caption}
          epoch={epoch}
          headingLevel={3}
          shortTitle="Cosines"
          tools={<CosineTools view={view} onChange={onChange} />}
        />
      </div>
    </article>
  );
}

function CosineTools({ view: { of, reach }, onChange }: Pick<AtThisEpochProps, 'view' | 'onChange'>) {
  return (
    <span className="row tight cosine-tools">
      <Switch label="Cosines of" choices={COSINES_OF} value={of} onChange={(next) => onChange({ of: next === 'means' ? null : next })} />
      <select className="field" aria-label="Reach of the colours" value={reach} onChange={(event) => onChange({ reach: event.target.value === '0.5' ? null : event.target.value })}>
        {REACHES.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </span>
  );
}

function EpochTable({ rows }: { rows: readonly EpochRow[] }) {
  return (
    <table className="epoch-table">
      <thead>
        <tr>
          <th>
            <span className="hide">metric</span>
          </th>
          <th className="num c-means">means</th>
          <th className="num c-classifiers">classifiers</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, means, classifiers, both }) => (
          <tr key={id}>
            <th scope="row">
              <MetricHelpButton id={id}>{name}</MetricHelpButton>
            </th>
            {both ? (
              <Value value={both} span={2} />
            ) : (
              <>
                <Value value={means} tone={classifiers ? 'c-means' : ''} />
                <Value value={classifiers} tone="c-classifiers" />
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ value, span, tone = '' }: { value: EpochValue | null; span?: number; tone?: string }) {
  return (
    <td className={`num ${value ? tone : 'muted'}`} colSpan={span} title={value?.title}>
      {value?.text ?? ''}
    </td>
  );
}
