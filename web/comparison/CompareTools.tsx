'use client';
import { ZoomFields } from '../figures/ZoomFields.tsx';
import { Switch } from '../frame/Switch.tsx';
import { Choice } from './Choice.tsx';
import { MetricPicker } from './MetricPicker.tsx';
import type { ComparedMetric } from './comparison-documents.ts';
import { ALIGNMENTS, BANDS, CENTRES, type CompareView, GROUPINGS, SPLITS, Y_AXES, bandFor } from './view.ts';

interface CompareToolsProps {
  view: CompareView;
  metrics: readonly ComparedMetric[];
  hasPhase: boolean;
  onChange: (parts: Partial<CompareView>) => void;
  onAddress: (changes: Record<string, string | null>) => void;
}

/** How all curves of the comparison are formed and drawn. */
export function CompareTools({ view, metrics, hasPhase, onChange, onAddress }: CompareToolsProps) {
  return (
    <div className="row compare-tools">
      <MetricPicker chosen={view.metrics} metrics={metrics} onChange={(chosen) => onChange({ metrics: chosen })} />
      {/* other groups: the looks and what is hidden were those of the old ones */}
      <Choice label="Group" choices={GROUPINGS} value={view.groupBy} onChange={(groupBy) => onChange({ groupBy, slots: null, hidden: [] })} />
      <span className="row tight">
        <span className="label">Align</span>
        <Switch
          label="Align"
          choices={ALIGNMENTS}
          value={view.align}
          onChange={(align) => onChange({ align, zoom: null })}
          disabled={hasPhase ? undefined : { values: ['phase'], reason: 'No run has reached the terminal phase' }}
        />
      </span>
      <Choice label="Middle" choices={CENTRES} value={view.centre} onChange={(centre) => onChange({ centre, band: bandFor(centre, view.band) })} />
      <Choice label="Band" choices={BANDS} value={view.band} without={view.centre === 'median' ? ['STD', 'CI95', 'PREDICTION95'] : []} onChange={(band) => onChange({ band })} />
      <Switch label="Split" choices={SPLITS} value={view.split} onChange={(split) => onChange({ split })} />
      <span className="row tight">
        <span className="label">y</span>
        <Switch label="y axis" choices={Y_AXES} value={view.y} onChange={(y) => onChange({ y })} />
      </span>
      <ZoomFields zoom={view.zoom} least={view.align === 'phase' ? Number.NEGATIVE_INFINITY : 0} onChange={onAddress} />
    </div>
  );
}
