import type { Problem } from '../graphql/problem.ts';
import type { ChosenStudy } from '../studies/choose-study.ts';
import { FIELD_NAMES, type FormValues } from './form.ts';
import type { LaunchInput } from './launch-documents.ts';
import type { ParsedForm } from './parse-form.ts';

/** What is sent to queue the runs of a form. */
export function launchInput(values: FormValues, { settings, seeds, sweep }: ParsedForm, study: ChosenStudy): LaunchInput {
  return {
    studySlug: study.slug,
    studyName: study.isNew ? study.name : undefined,
    runs: [{ name: values.name.trim() || undefined, settings }],
    seeds: seeds.length > 1 ? seeds : undefined,
    learningRateSweep: sweep ?? undefined,
    again: values.again !== '',
  };
}

/** Names that the server has for a field of the form. */
const OWN: Record<string, string> = { seed: 'seeds', learningRateSweep: 'sweep', studySlug: 'study', studyName: 'study' };

/** What was refused, each at its field; the first that belongs to none apart. */
export function errorsAt(own: ParsedForm['errors'], problems: readonly (Problem | null)[]): { fields: Partial<Record<string, string>>; rest: Problem | null } {
  const fields: Partial<Record<string, string>> = { ...own };
  let rest: Problem | null = null;
  for (const problem of problems) {
    if (!problem) continue;
    const field = OWN[problem.field ?? ''] ?? problem.field ?? '';
    if ((FIELD_NAMES as readonly string[]).includes(field)) fields[field] ??= problem.sentence;
    else rest ??= problem;
  }
  return { fields, rest };
}
