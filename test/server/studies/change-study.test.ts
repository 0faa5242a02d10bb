import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMeasuredRun } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.end());

const ERRORS = 'userErrors { code message field currentVersion } clientMutationId';
const STUDY = `study { id slug name description archivedAt version } ${ERRORS}`;

async function mutate(name: string, input: object, fields = STUDY) {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await served.ask(`mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`, { input });
  expect(errors).toBeUndefined();
  return data[name];
}

const auditOf = (subject: string) => served.record.auditEvent.findMany({ where: { subject }, orderBy: { id: 'asc' } });

test('a study is made with a slug from its name, and the audit log says by whom', async () => {
  const { study, clientMutationId } = await mutate('createStudy', { name: 'Zürich, wide ResNets', clientMutationId: 'a' });
  expect(study).toMatchObject({ slug: 'zurich-wide-resnets', name: 'Zürich, wide ResNets', description: '', version: 1 });
  expect(clientMutationId).toBe('a');
  expect(await auditOf(study.id)).toMatchObject([{ action: 'createStudy', caller: 'local', role: 'ADMIN', after: { slug: 'zurich-wide-resnets' } }]);
});

test('a slug that is taken is a CONFLICT, and nothing was made', async () => {
  await mutate('createStudy', { name: 'Twice' });
  const { study, userErrors } = await mutate('createStudy', { name: 'twice!' });
  expect([study, userErrors]).toEqual([null, [{ code: 'CONFLICT', message: expect.stringContaining('"twice"'), field: 'slug', currentVersion: null }]]);
  expect(await served.record.study.count({ where: { slug: 'twice' } })).toBe(1);
});

test.each([
  [{ name: '???' }, 'slug'],
  [{ name: 'fine', slug: 'Not Fine' }, 'slug'],
])('%j is refused with the field that is wrong', async (input, field) => {
  expect((await mutate('createStudy', input)).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }]);
});

test.each(['', '   ', 'two\nlines', 'x'.repeat(201)])('the name %j is refused', async (name) => {
  const { errors } = await served.ask('mutation ($input: CreateStudyInput!) { createStudy(input: $input) { study { id } } }', { input: { name } });
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('what a client must not set is not in the input', async () => {
  for (const extra of [{ version: 7 }, { id: 'study_x' }, { archivedAt: '2026-01-01T00:00:00Z' }, { createdBy: 'me' }]) {
    const { status, errors } = await served.ask('mutation ($input: CreateStudyInput!) { createStudy(input: $input) { study { id } } }', { input: { name: 'Extra', ...extra } });
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  }
});

test('the same idempotency key does a thing once, ten times at once too; with another input it is a CONFLICT', async () => {
  const input = { name: 'Only once', idempotencyKey: 'key-1' };
  const answers = await Promise.all(Array.from({ length: 10 }, () => mutate('createStudy', input)));
  expect(new Set(answers.map(({ study }) => study.id)).size).toBe(1);
  expect(await served.record.study.count({ where: { slug: 'only-once' } })).toBe(1);
  expect(await auditOf(answers[0].study.id)).toHaveLength(1);
  const other = await mutate('createStudy', { ...input, name: 'Another' });
  expect(other.userErrors).toMatchObject([{ code: 'CONFLICT' }]);
});

test('a key whose request failed is free again', async () => {
  const { study } = await mutate('createStudy', { name: 'Taken' });
  expect((await mutate('createStudy', { name: 'Taken', idempotencyKey: 'key-2' })).study).toBeNull();
  await mutate('archiveStudy', { studyId: study.id });
  await mutate('deleteStudy', { studyId: study.id }, `deletedStudyId ${ERRORS}`);
  expect((await mutate('createStudy', { name: 'Taken', idempotencyKey: 'key-2' })).study).not.toBeNull();
});

test('a change made from an older version is a CONFLICT that tells the current one', async () => {
  const { study } = await mutate('createStudy', { name: 'Edited' });
  const edited = await mutate('editStudy', { studyId: study.id, name: 'Edited once', expectedVersion: 1 });
  expect(edited.study).toMatchObject({ name: 'Edited once', version: 2 });
  const late = await mutate('editStudy', { studyId: study.id, name: 'Too late', expectedVersion: 1 });
  expect(late.userErrors).toMatchObject([{ code: 'CONFLICT', currentVersion: 2, field: 'expectedVersion' }]);
  expect((await auditOf(study.id)).at(-1)).toMatchObject({ action: 'editStudy', before: { name: 'Edited' }, after: { name: 'Edited once' } });
});

test('of many changes from one version at once exactly one is made', async () => {
  const { study } = await mutate('createStudy', { name: 'Raced' });
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => mutate('editStudy', { studyId: study.id, name: `Raced ${i}`, expectedVersion: 1 })));
  expect(answers.filter((answer) => answer.study).length).toBe(1);
});

test('a study is deleted only after it was put aside, with its runs and the values that nobody else has', async () => {
  const { study } = await mutate('createStudy', { name: 'Doomed' });
  const { run } = await addMeasuredRun(served.record, study.id, 2, { status: 'COMPLETED' });
  const digests = (await served.record.snapshot.findMany({ where: { runId: run.id }, select: { digest: true } })).map(({ digest }) => digest);
  await served.ask('query ($id: [ID!]!) { series(runIds: $id, metrics: [NC1]) { epochs } }', { id: [run.id] });
  expect(await served.record.metricValue.count({ where: { digest: { in: digests } } })).toBe(2);

  const del = () => mutate('deleteStudy', { studyId: study.id }, `deletedStudyId ${ERRORS}`);
  expect((await del()).userErrors).toMatchObject([{ code: 'PRECONDITION_FAILED' }]);
  await mutate('archiveStudy', { studyId: study.id });
  expect(await del()).toMatchObject({ deletedStudyId: study.id, userErrors: [] });
  expect(await served.record.run.count({ where: { id: run.id } })).toBe(0);
  expect(await served.record.metricValue.count({ where: { digest: { in: digests } } })).toBe(0);
  expect((await auditOf(study.id)).at(-1)).toMatchObject({ action: 'deleteStudy', before: { slug: 'doomed', runCount: 1 } });
  expect((await del()).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
});
