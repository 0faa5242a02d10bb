import type { PrismaClient } from '../../../prisma/client.ts';
import { measuredOutcomes } from '../../../server/measuring/measured-outcomes.ts';
import { VERDICT_METRICS } from '../../../server/measuring/suggested-verdict.ts';
import type { addCaller } from '../callers.ts';
import { addMeasuredRun } from '../record-builder.ts';
import type { Served } from '../served.ts';

export type Caller = Pick<Awaited<ReturnType<typeof addCaller>>, 'headers'>;

/** A completed run of three measured epochs whose terminal phase began with the second, measured beforehand. */
export async function addJudgedRun(record: PrismaClient, studyId: string, name = 'vgg on digits') {
  const { run } = await addMeasuredRun(record, studyId, 3, { name, status: 'COMPLETED', terminalPhaseEpoch: 2, classes: 3 });
  const rows = await record.snapshot.findMany({ where: { runId: run.id }, select: { digest: true } });
  await measuredOutcomes(record, rows.map(({ digest }) => digest), VERDICT_METRICS);
  return run;
}

/** Asks one mutation of an input and gives its payload; throws where the whole field failed. */
export async function mutate({ ask }: Served, who: Caller | null, name: string, input: object, fields: string) {
  const shared: Record<string, string> = { resolveThread: 'ThreadInput', reopenThread: 'ThreadInput', finalizeStudy: 'FinalStudyInput', reopenStudy: 'FinalStudyInput' };
  const inputType = shared[name] ?? `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await ask(`mutation ($input: ${inputType}!) { ${name}(input: $input) { ${fields} userErrors { code message field currentVersion } } }`, { input }, who?.headers ?? {});
  if (errors) throw Object.assign(new Error(errors[0]!.message), errors[0]!.extensions);
  return data[name];
}
