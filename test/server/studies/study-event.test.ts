import { expect, test } from 'vitest';
import { until } from '../../until.ts';
import { addEvent, addRun, addStudy } from '../record-builder.ts';
import { serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';

test("studyChanged tells of a study's changes and of its list of runs, not of its epochs nor of other studies", async () => {
  const served = await serve();
  const [study, other] = [await addStudy(served.record), await addStudy(served.record)];
  const run = await addRun(served.record, study.id);
  const stranger = await addRun(served.record, other.id);
  const client = connectSocket(served.url);
  const heard = listen<{ studyChanged: { kind: string; studyId: string; study: { name: string } } }>(client, `subscription { studyChanged(studyId: "${study.id}", after: "0") { kind studyId study { name } } }`);
  await addEvent(served.record, { kind: 'run.epoch', runId: run.id, epoch: 1 });
  await addEvent(served.record, { kind: 'run.completed', runId: stranger.id });
  await served.ask('mutation ($input: EditStudyInput!) { editStudy(input: $input) { study { id } } }', { input: { studyId: study.id, name: 'Renamed' } });
  await addEvent(served.record, { kind: 'run.completed', runId: run.id });
  await until('both messages', async () => heard.messages.length >= 2);
  expect(heard.messages.map(({ studyChanged }) => studyChanged)).toEqual([
    { kind: 'study.edited', studyId: study.id, study: { name: 'Renamed' } },
    { kind: 'run.completed', studyId: study.id, study: { name: 'Renamed' } },
  ]);
  await client.dispose();
  await served.end();
});

test('tags are counted, most used first, those of archived runs not', async () => {
  const served = await serve();
  const [a, b] = [await addStudy(served.record), await addStudy(served.record)];
  await addRun(served.record, a.id, { tags: ['wide', 'seed'] });
  await addRun(served.record, b.id, { tags: ['wide'] });
  await addRun(served.record, b.id, { tags: ['old'], archivedAt: new Date() });
  const { data } = await served.ask('query ($id: ID!) { tags { tag runCount } of: tags(studyId: $id) { tag runCount } }', { id: b.id });
  expect(data).toEqual({ tags: [{ tag: 'wide', runCount: 2 }, { tag: 'seed', runCount: 1 }], of: [{ tag: 'wide', runCount: 1 }] });
  await served.end();
});
