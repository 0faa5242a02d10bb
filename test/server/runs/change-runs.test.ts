import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMeasuredRun, addRun, addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';
import { until } from '../../until.ts';

let served: Served;
let studyId: string;
beforeAll(async () => {
  served = await serve();
  studyId = (await addStudy(served.record)).id;
});
afterAll(() => served.end());

const ERRORS = 'userErrors { code message field currentVersion }';
const INPUTS: Record<string, string> = { pauseRuns: 'RunsInput', resumeRuns: 'RunsInput', cancelRuns: 'RunsInput', deleteRuns: 'RunsInput' };

async function mutate(name: string, input: object, fields = 'runs { id name status tags note version archivedAt }') {
  const type = INPUTS[name] ?? `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await served.ask(`mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} ${ERRORS} } }`, { input });
  expect(errors).toBeUndefined();
  return data[name];
}
const ONE = 'run { id name note tags version }';

test('runs are paused, resumed and cancelled, and everybody who follows hears of it', async () => {
  const { id } = await addRun(served.record, studyId, { status: 'RUNNING' });
  const client = connectSocket(served.url);
  const heard = listen<{ runChanged: { kind: string; run: { status: string } } }>(client, `subscription { runChanged(runId: "${id}", after: "0") { kind run { status } } }`);
  for (const [order, status, kind] of [['pauseRuns', 'PAUSED', 'run.paused'], ['resumeRuns', 'QUEUED', 'run.queued'], ['cancelRuns', 'CANCELLED', 'run.cancelled']] as const) {
    expect((await mutate(order, { runIds: [id] })).runs).toMatchObject([{ id, status }]);
    await until(`news of ${kind}`, async () => heard.messages.at(-1)?.runChanged.kind === kind);
  }
  await client.dispose();
  const audit = await served.record.auditEvent.findMany({ where: { subject: id }, orderBy: { id: 'asc' } });
  expect(audit.map(({ action, before, after }) => [action, before, after])).toEqual([
    ['pauseRuns', { status: 'RUNNING' }, { status: 'PAUSED' }],
    ['resumeRuns', { status: 'PAUSED' }, { status: 'QUEUED' }],
    ['cancelRuns', { status: 'QUEUED' }, { status: 'CANCELLED' }],
  ]);
});

test('an order that one run cannot follow changes none', async () => {
  const running = await addRun(served.record, studyId, { status: 'RUNNING' });
  const over = await addRun(served.record, studyId, { status: 'COMPLETED', name: 'long over' });
  const { runs, userErrors } = await mutate('pauseRuns', { runIds: [running.id, over.id] });
  expect([runs, userErrors]).toEqual([[], [{ code: 'PRECONDITION_FAILED', message: expect.stringContaining('"long over" is completed'), field: null, currentVersion: null }]]);
  expect((await served.record.run.findUniqueOrThrow({ where: { id: running.id } })).status).toBe('RUNNING');
});

test('an unknown id is NOT_FOUND for every mutation of runs', async () => {
  for (const [name, extra] of [['pauseRuns', {}], ['tagRuns', { add: ['a'] }], ['archiveRuns', {}]] as const) {
    expect((await mutate(name, { runIds: ['run_nothing'], ...extra })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  expect((await mutate('editRun', { runId: 'run_nothing' }, ONE)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect((await mutate('setBaseline', { runId: 'run_nothing' }, ONE)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect((await mutate('deleteRuns', { runIds: ['run_nothing'] }, 'deletedRunIds')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
});

test('tags are given and taken, each once, sorted', async () => {
  const { id } = await addRun(served.record, studyId);
  await mutate('tagRuns', { runIds: [id], add: ['wide', ' seed study ', 'wide'] });
  const { runs } = await mutate('tagRuns', { runIds: [id], add: ['baseline'], remove: ['wide'] });
  expect(runs[0].tags).toEqual(['baseline', 'seed study']);
  const many = Array.from({ length: 50 }, (_, i) => `tag ${i}`);
  expect((await mutate('tagRuns', { runIds: [id], add: many })).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'add' }]);
});

test('two people who tag a run at once both keep their tag', async () => {
  const { id } = await addRun(served.record, studyId);
  await Promise.all(Array.from({ length: 8 }, (_, i) => mutate('tagRuns', { runIds: [id], add: [`from ${i}`] })));
  expect((await served.record.run.findUniqueOrThrow({ where: { id } })).tags).toHaveLength(8);
});

test('a run is renamed and noted; a change from an older version is refused', async () => {
  const { id } = await addRun(served.record, studyId);
  const { run } = await mutate('editRun', { runId: id, name: '<b>bold</b>', note: '# a note', expectedVersion: 1 }, ONE);
  expect(run).toMatchObject({ name: '<b>bold</b>', note: '# a note', version: 2 });
  expect((await mutate('editRun', { runId: id, name: 'late', expectedVersion: 1 }, ONE)).userErrors).toMatchObject([{ code: 'CONFLICT', currentVersion: 2 }]);
});

test('a cell has one baseline: another one takes its place', async () => {
  const [first, second] = [await addRun(served.record, studyId), await addRun(served.record, studyId)];
  await mutate('setBaseline', { runId: first.id }, ONE);
  await mutate('setBaseline', { runId: second.id }, ONE);
  const cells = () => served.record.baseline.findMany({ where: { studyId }, select: { runId: true } });
  expect(await cells()).toEqual([{ runId: second.id }]);
  await mutate('setBaseline', { runId: first.id, isBaseline: false }, ONE); // it is none: nothing happens
  expect(await cells()).toEqual([{ runId: second.id }]);
  await mutate('setBaseline', { runId: second.id, isBaseline: false }, ONE);
  expect(await cells()).toEqual([]);
});

test('runs are put aside and taken back', async () => {
  const { id } = await addRun(served.record, studyId);
  expect((await mutate('archiveRuns', { runIds: [id] })).runs[0].archivedAt).not.toBeNull();
  expect((await mutate('archiveRuns', { runIds: [id], isArchived: false })).runs[0].archivedAt).toBeNull();
});

test('runs that are over are deleted with all of theirs; what is in training is not', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 2, { status: 'COMPLETED' });
  const busy = await addRun(served.record, studyId, { status: 'RUNNING', name: 'busy' });
  const both = await mutate('deleteRuns', { runIds: [run.id, busy.id] }, 'deletedRunIds');
  expect(both.userErrors).toMatchObject([{ code: 'PRECONDITION_FAILED', message: expect.stringContaining('busy') }]);
  expect(await mutate('deleteRuns', { runIds: [run.id] }, 'deletedRunIds')).toMatchObject({ deletedRunIds: [run.id], userErrors: [] });
  expect(await served.record.snapshot.count({ where: { runId: run.id } })).toBe(0);
  expect(await served.record.auditEvent.findFirst({ where: { subject: run.id } })).toMatchObject({ action: 'deleteRuns', before: { name: 'vgg on digits' } });
});

test('values of a digest that another run has too outlive the deletion of one', async () => {
  const [a, b] = [await addMeasuredRun(served.record, studyId, 1, { status: 'COMPLETED' }), await addMeasuredRun(served.record, studyId, 1, { status: 'COMPLETED' })];
  await served.record.snapshot.updateMany({ where: { runId: b.run.id }, data: { digest: 'twin' } });
  await served.record.snapshot.updateMany({ where: { runId: a.run.id }, data: { digest: 'twin' } });
  await served.record.metricValue.create({ data: { digest: 'twin', metric: 'NC1', version: 1, value: 1, checksum: 'x' } });
  await mutate('deleteRuns', { runIds: [a.run.id] }, 'deletedRunIds');
  expect(await served.record.metricValue.count({ where: { digest: 'twin' } })).toBe(1);
  await mutate('deleteRuns', { runIds: [b.run.id] }, 'deletedRunIds');
  expect(await served.record.metricValue.count({ where: { digest: 'twin' } })).toBe(0);
});
