import type { ChosenStudy } from '../studies/choose-study.ts';
import type { NewRun } from './ingest-documents.ts';

/** What is told of the run that files belong to, as typed. All but the arrays stands in the address. */
export interface RunForm {
  study: string;
  name: string;
  architecture: string;
  dataset: string;
  split: 'TRAIN' | 'TEST';
  layer: string;
  /** whether more epochs will follow: else the run is finished with these */
  staysOpen: boolean;
}

const TEXTS = ['study', 'name', 'architecture', 'dataset', 'layer'] as const;

export function readRunForm(search: URLSearchParams): RunForm {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, search.get(name) ?? ''])) as Record<(typeof TEXTS)[number], string>;
  return { ...texts, split: search.get('split') === 'test' ? 'TEST' : 'TRAIN', staysOpen: search.get('open') === '1' };
}

/** What the address says of it: null for what is as usual. */
export function writeRunForm(form: RunForm): Record<string, string | null> {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, form[name] || null]));
  return { ...texts, split: form.split === 'TEST' ? 'test' : null, open: form.staysOpen ? '1' : null };
}

/** A run of that name is gone on with, so that files can come one after another. */
export function newRunInput({ architecture, dataset }: RunForm, study: ChosenStudy, name: string): NewRun {
  return {
    study: study.slug,
    studyName: study.isNew ? study.name : undefined,
    name,
    architecture: architecture.trim() || undefined,
    dataset: dataset.trim() || undefined,
    resume: true,
  };
}
