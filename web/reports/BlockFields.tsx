'use client';
import type { ComparedMetric } from '../comparison/comparison-documents.ts';
import { BANDS, GROUPINGS, SPLITS } from '../comparison/view.ts';
import { useAnswer } from '../graphql/use-answer.ts';
import { familyName } from '../formats/names.ts';
import { type BlockForm, MOST_RUNS } from './block-form.ts';
import { Field, PickField } from './FormFields.tsx';
import { MetricsField } from './MetricsField.tsx';
import { PaperCellsDocument } from './report-documents.ts';
import { RunsField } from './RunsField.tsx';
import { ThreadField } from './ThreadField.tsx';

export interface BlockFieldsProps {
  studyId: string;
  form: BlockForm;
  catalogue: readonly ComparedMetric[];
  onChange: (parts: Partial<BlockForm>) => void;
}

/** What a block of the chosen kind asks. */
export function BlockFields(props: BlockFieldsProps) {
  switch (props.form.kind) {
    case 'chart':
      return <ChartFields {...props} />;
    case 'table':
      return <TableFields {...props} />;
    case 'geometry':
      return <GeometryFields {...props} />;
    case 'paper-cell':
      return <CellFields {...props} />;
    case 'thread':
      return <ThreadField studyId={props.studyId} chosen={props.form.thread} onChange={(thread) => props.onChange({ thread })} />;
  }
}

const ALIGNS = [
  { value: 'EPOCH', label: 'epoch' },
  { value: 'TERMINAL_PHASE', label: 'since terminal phase' },
] as const;
const GROUPS = [{ value: '', label: 'each run alone' } as const, ...GROUPINGS.filter(({ value }) => value !== 'NONE')];
const CENTRES = [
  { value: 'MEAN', label: 'mean' },
  { value: 'GEOMETRIC_MEAN', label: 'geometric mean' },
  { value: 'MEDIAN', label: 'median' },
] as const;
const POINTS = [
  { value: 'LAST', label: 'last measured epoch' },
  { value: 'TERMINAL_PHASE', label: 'start of the terminal phase' },
  { value: 'BEST', label: 'best epoch' },
] as const;

function ChartFields({ studyId, form, catalogue, onChange }: BlockFieldsProps) {
  const isGrouped = form.groupBy !== '';
  // a deviation or an interval belongs to a mean: around a median only the range says something
  const bands = BANDS.filter(({ value }) => value !== 'NONE' && (form.centre !== 'MEDIAN' || value === 'MIN_MAX')) as { value: BlockForm['band']; label: string }[];
  return (
    <>
      <RunsField studyId={studyId} chosen={form.runs} most={MOST_RUNS} onChange={(runs) => onChange({ runs })} />
      <MetricsField catalogue={catalogue} chosen={form.metrics} onChange={(metrics) => onChange({ metrics })} />
      <div className="report-fields">
        <PickField label="Images" choices={SPLITS} value={form.split} onChange={(split) => onChange({ split })} />
        <PickField label="Count epochs" choices={ALIGNS} value={form.align} onChange={(align) => onChange({ align })} />
        <PickField label="Group runs by" choices={GROUPS} value={form.groupBy} onChange={(groupBy) => onChange({ groupBy })} />
        {isGrouped ? (
          <>
            <PickField label="Middle" choices={CENTRES} value={form.centre} onChange={(centre) => onChange({ centre, ...(centre === 'MEDIAN' && { band: 'MIN_MAX' }) })} />
            <PickField label="Band" choices={bands} value={form.band} onChange={(band) => onChange({ band })} />
          </>
        ) : (
          <>
            <Field label="From epoch" value={form.from} placeholder="first" isNumber onChange={(from) => onChange({ from })} />
            <Field label="To epoch" value={form.to} placeholder="last" isNumber onChange={(to) => onChange({ to })} />
          </>
        )}
        <Field label="Layer" value={form.layer} placeholder="last" onChange={(layer) => onChange({ layer: layer || 'last' })} />
      </div>
    </>
  );
}

function TableFields({ studyId, form, catalogue, onChange }: BlockFieldsProps) {
  return (
    <>
      <RunsField studyId={studyId} chosen={form.runs} most={MOST_RUNS} onChange={(runs) => onChange({ runs })} />
      <MetricsField catalogue={catalogue} chosen={form.metrics} onChange={(metrics) => onChange({ metrics })} />
      <div className="report-fields">
        <PickField label="At" choices={POINTS} value={form.point} onChange={(point) => onChange({ point })} />
        <PickField label="Images" choices={SPLITS} value={form.split} onChange={(split) => onChange({ split })} />
        <Field label="Layer" value={form.layer} placeholder="last" onChange={(layer) => onChange({ layer: layer || 'last' })} />
      </div>
    </>
  );
}

const DIMENSIONS = [
  { value: '2', label: '2, flat' },
  { value: '3', label: '3, to be turned' },
] as const;

function GeometryFields({ studyId, form, onChange }: BlockFieldsProps) {
  return (
    <>
      <RunsField studyId={studyId} chosen={form.run ? [form.run] : []} most={1} onChange={([run]) => onChange({ run: run ?? '', classes: null })} />
      <div className="report-fields">
        <Field label="Epoch" value={form.epoch} placeholder="last measured" isNumber onChange={(epoch) => onChange({ epoch })} />
        <PickField label="Dimensions" choices={DIMENSIONS} value={form.dimensions} onChange={(dimensions) => onChange({ dimensions })} />
        <PickField label="Images" choices={SPLITS} value={form.split} onChange={(split) => onChange({ split })} />
        <Field label="Layer" value={form.layer} placeholder="last" onChange={(layer) => onChange({ layer: layer || 'last' })} />
      </div>
    </>
  );
}

const UNCHOSEN = { value: '', label: 'choose' };

function CellFields({ studyId, form, catalogue, onChange }: BlockFieldsProps) {
  const { data } = useAnswer(PaperCellsDocument, { studyId }, 0);
  const grid = data?.paperGrid;
  const cell = grid?.cells.find(({ architecture, dataset }) => architecture === form.architecture && dataset === form.dataset);
  return (
    <>
      <div className="report-fields">
        <PickField label="Network" choices={[UNCHOSEN, ...(grid?.architectures ?? []).map((value) => ({ value, label: familyName(value) }))]} value={form.architecture} onChange={(architecture) => onChange({ architecture })} />
        <PickField label="Data set" choices={[UNCHOSEN, ...(grid?.datasets ?? []).map((value) => ({ value, label: value }))]} value={form.dataset} onChange={(dataset) => onChange({ dataset })} />
      </div>
      <p className="fig shrink" role="status">
        {cell ? (cell.run ? `Filled by ${cell.run.name}.` : 'No run of the study fills it so far.') : ''}
      </p>
      <MetricsField catalogue={catalogue} chosen={form.cellMetrics} none="those of the paper’s figures" onChange={(cellMetrics) => onChange({ cellMetrics })} />
    </>
  );
}
