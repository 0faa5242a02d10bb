import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCaller, addLink, bearer } from '../callers.ts';
import { addEpoch, addMeasuredRun, addRun, addStudy, measureAll } from '../record-builder.ts';
import { mutate } from '../reviews/reviewing.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
let ann: Awaited<ReturnType<typeof addCaller>>;
let studyId: string;
beforeAll(async () => {
  served = await serve();
  ann = await addCaller(served.record, 'REVIEWER', 'Ann');
  studyId = (await addStudy(served.record, 'The study')).id;
});
afterAll(() => served.end());

const block = (question: object) => `\`\`\`collapsar\n${JSON.stringify(question)}\n\`\`\``;
const create = async (title: string, body: string): Promise<string> => (await mutate(served, ann, 'createReport', { studyId, title, body }, 'report { id }')).report.id;
const fetchFile = (path: string, headers: Record<string, string> = ann.headers) => fetch(`${served.url}/export/reports/${path}`, { headers });

test('a version is one file with its words, its chart and its tables as they were', async () => {
  const { run } = await addMeasuredRun(served.record, studyId, 4, { name: 'the run', terminalPhaseEpoch: 2, status: 'COMPLETED', classes: 3 });
  await measureAll(served.record, ['NC1']);
  const body = `# Results\n\nIt *collapses*, see [the paper](https://arxiv.org/abs/2008.08186).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n${[
    { kind: 'chart', runs: [run.id], metrics: ['NC1', 'LOSS'], title: 'Curves' },
    { kind: 'table', runs: [run.id], metrics: ['LOSS'] },
    { kind: 'geometry', run: run.id },
  ].map(block).join('\n\n')}\n`;
  const id = await create('What we found', body);
  await mutate(served, ann, 'updateReport', { reportId: id, expectedVersion: 1, body: 'Nothing.' }, 'report { id }');
  const first = await fetchFile(`${id}?version=1`);
  expect([first.status, first.headers.get('content-type'), first.headers.get('content-disposition')]).toEqual([200, 'text/html; charset=utf-8', `attachment; filename=${id}-version-1.html`]);
  const html = await first.text();
  expect(html).toMatch(/<h1>What we found<\/h1>/);
  expect(html).toContain('The study · version 1');
  expect(html).toContain('by Ann');
  expect(html).toContain('<em>collapses</em>');
  expect(html).toContain('<a href="https://arxiv.org/abs/2008.08186">the paper</a>');
  expect(html.match(/<svg viewBox="0 0 720 300"/g)).toHaveLength(2);
  expect(html).toContain('terminal phase');
  expect(html).toContain('<td>the run</td><td class="num">0.225</td><td class="num">4</td>');
  expect(html.match(/class="means"/g)).toHaveLength(3);
  expect(html).not.toMatch(/```|<script|\bsrc=|@import|url\(/);
  expect(await (await fetchFile(id)).text()).toContain('Nothing.');
});

test('an axis has every value in its place, a gap is a gap, and what has no place on a logarithmic axis is told', async () => {
  const run = await addRun(served.record, studyId, { lastEpoch: 4, name: 'gaps' });
  for (const [i, trainLoss] of [100, 1, 0, 0.01].entries()) await addEpoch(served.record, run.id, i + 1, { trainLoss });
  const html = await (await fetchFile(await create('Gaps', block({ kind: 'chart', runs: [run.id], metrics: ['LOSS'] })))).text();
  const { data } = await served.ask('{ metrics { id axis } }', {}, ann.headers);
  expect(data.metrics.find(({ id }: { id: string }) => id === 'LOSS')?.axis).toBe('LOG');
  const [, path] = /class="s1 line" d="([^"]+)" stroke-dasharray="none"><\/path><circle/.exec(html)!;
  expect(path).toBe('M64 28L276 144M700 260');
  expect(html).toContain('gaps (1 values not above zero have no place on this axis)');
});

test('it is for who sees the study, and says no names to a link that shows none', async () => {
  const id = await create('For outsiders', 'words');
  const [link, foreign, named] = [await addLink(served.record, studyId), await addLink(served.record, (await addStudy(served.record, 'elsewhere')).id), await addLink(served.record, studyId, { showsNames: true })];
  expect(await (await fetchFile(id, link.headers)).text()).not.toContain('Ann');
  expect(await (await fetchFile(id, named.headers)).text()).toContain('by Ann');
  expect((await fetchFile(id, foreign.headers)).status).toBe(404);
  expect((await fetchFile(id, {})).status).toBe(401);
  expect((await fetchFile(id, bearer('clp_nothing'))).status).toBe(401);
  expect((await fetchFile(`${id}?version=2`)).status).toBe(404);
  for (const wrong of ['version=0', 'version=x', 'version=1&version=2', 'page=1']) expect((await fetchFile(`${id}?${wrong}`)).status, wrong).toBe(400);
  await mutate(served, ann, 'deleteReport', { reportId: id }, 'deletedReportId');
  expect((await fetchFile(id)).status).toBe(404);
});
