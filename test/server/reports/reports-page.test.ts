import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMeasuredRun, addStudy, measureAll } from '../record-builder.ts';
import { mutate } from '../reviews/reviewing.ts';
import { type Served, serve } from '../served.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../../docs/reports.md'), 'utf8');
let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.end());

test('docs/reports.md: every block can be asked, the query answers, and the fields are those of the answers', async () => {
  const { id: studyId } = await addStudy(served.record);
  const [run, other] = [await addMeasuredRun(served.record, studyId, 3, { dataset: 'MNIST', status: 'COMPLETED', classes: 3 }), await addMeasuredRun(served.record, studyId, 3, { status: 'COMPLETED', seed: 8 })];
  await measureAll(served.record, ['NC1', 'NC2_EQUINORM_MEANS', 'NC2_EQUINORM_WEIGHTS', 'NC2_EQUIANGULAR_MEANS', 'NC2_EQUIANGULAR_WEIGHTS', 'NC2_MAX_ANGLE_MEANS', 'NC2_MAX_ANGLE_WEIGHTS', 'NC3_DUALITY', 'NC4_MISMATCH']);
  const { thread } = await mutate(served, null, 'beginThread', { studyId, body: 'words' }, 'thread { id }');
  const fences = [...page.matchAll(/^```collapsar\n[\s\S]*?\n```$/gm)].map(([fence]) => fence.replaceAll('"RUN"', `"${run.run.id}"`).replaceAll('"OTHER"', `"${other.run.id}"`).replaceAll('"THREAD"', `"${thread.id}"`));
  expect(fences).toHaveLength(6);
  const { report, userErrors } = await mutate(served, null, 'createReport', { studyId, title: 'The page', body: fences.join('\n\n') }, 'report { id }');
  expect(userErrors).toEqual([]);
  const [, query] = /```graphql\n([\s\S]*?)```/.exec(page)!;
  const { data, errors } = await served.ask(query!, { id: report.id });
  expect(errors).toBeUndefined();
  for (const { question, frozen, now } of data.report.at.blocks) {
    expect(now).toMatchObject({ isChanged: false, reason: null });
    const [, told] = new RegExp(`^\\| \`${question.kind}\` \\| (.*) \\|$`, 'm').exec(page)!;
    const named = [...told!.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(Object.keys(frozen.answer).filter((field) => field !== 'kind' && !named.includes(field)), question.kind).toEqual([]);
  }
});
