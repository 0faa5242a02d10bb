'use client';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ComparedMetricsDocument } from '../comparison/comparison-documents.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Switch } from '../frame/Switch.tsx';
import { BlockFields } from './BlockFields.tsx';
import { type BlockForm, formOf, lackOf, questionOf } from './block-form.ts';
import type { Question } from './blocks.ts';
import { Field } from './FormFields.tsx';

const KINDS = [
  { value: 'chart', label: 'Curves' },
  { value: 'table', label: 'Values' },
  { value: 'geometry', label: 'Geometry' },
  { value: 'paper-cell', label: 'Paper cell' },
  { value: 'thread', label: 'Discussion' },
] as const;

interface BlockDialogProps {
  studyId: string;
  /** the block that is changed; null: a new one */
  question: Question | null;
  isNew: boolean;
  onDone: (question: Question) => void;
  onClose: () => void;
}

/** A block by its fields, so that nobody writes JSON. */
export function BlockDialog({ studyId, question, isNew, onDone, onClose }: BlockDialogProps) {
  const [form, setForm] = useState<BlockForm>(() => formOf(question));
  const [{ data }] = useQuery({ query: ComparedMetricsDocument });
  const change = (parts: Partial<BlockForm>) => setForm((before) => ({ ...before, ...parts }));
  const lack = lackOf(form);
  return (
    <Dialog
      title={isNew ? 'Insert a block' : 'Change the block'}
      onClose={onClose}
      actions={
        <button type="button" className="btn strong" disabled={lack !== null} onClick={() => onDone(questionOf(form))}>
          {isNew ? 'Insert it' : 'Change it'}
        </button>
      }
    >
      <div className="report-dialog">
        <Switch label="Kind of block" choices={KINDS} value={form.kind} onChange={(kind) => change({ kind })} />
        <Field label="Title" value={form.title} placeholder="what a reader is to see in it" onChange={(title) => change({ title: title.slice(0, 200) })} />
        <BlockFields key={form.kind} studyId={studyId} form={form} catalogue={data?.metrics ?? []} onChange={change} />
        <p className="fig shrink" role="status">
          {lack ?? 'It is answered when the report is saved, and stays as it was then.'}
        </p>
      </div>
    </Dialog>
  );
}
