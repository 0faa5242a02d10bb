import { setTimeout as sleep } from 'node:timers/promises';
import { Asker } from '../api/http-load.mjs';

const TITLE = 'A block of each kind';
const OF_RUN = 'query ($id: ID!) { run(id: $id) { architecture dataset study { id slug } } }';
const REPORTS = 'query ($id: ID!) { reports(first: 50, studyId: $id) { nodes { id title } } }';
const BEGIN = 'mutation ($input: BeginThreadInput!) { beginThread(input: $input) { thread { id } } }';
const CREATE = 'mutation ($input: CreateReportInput!) { createReport(input: $input) { report { id } userErrors { message } } }';

/** A report with a block of each kind on a run whose values are in the table, and the study that it is in; an earlier one is taken where there is one. */
export async function reportOfAllKinds(address, runId) {
  const asker = new Asker(address);
  const ask = async (query, variables) => JSON.parse(await asker.ask(query, variables)).data;
  try {
    const { run } = await ask(OF_RUN, { id: runId });
    const { id: studyId, slug } = run.study;
    const { reports } = await ask(REPORTS, { id: studyId });
    const known = reports.nodes.find(({ title }) => title === TITLE);
    if (known) return { reportId: known.id, slug };
    const { beginThread } = await ask(BEGIN, { input: { studyId, runId, anchor: { metric: 'NC1', fromEpoch: 1 }, body: 'Here it **falls**.' } });
    const questions = [
      { kind: 'chart', runs: [runId], metrics: ['NC1', 'NC3_DUALITY'] },
      { kind: 'table', runs: [runId], metrics: ['NC1', 'LOSS'], point: 'LAST' },
      { kind: 'geometry', run: runId, dimensions: 2 },
      { kind: 'paper-cell', architecture: run.architecture, dataset: run.dataset },
      { kind: 'thread', thread: beginThread.thread.id },
    ];
    const body = ['# Results', ...questions.map((question) => `\`\`\`collapsar\n${JSON.stringify(question)}\n\`\`\``)].join('\n\nWords between.\n\n');
    // the paper's cell may show another run, whose values are measured first
    for (let tries = 60; ; tries -= 1) {
      const { report, userErrors } = (await ask(CREATE, { input: { studyId, title: TITLE, body } })).createReport;
      if (report) return { reportId: report.id, slug };
      if (tries === 0 || !/still measured/.test(userErrors[0].message)) throw new Error(userErrors[0].message);
      await sleep(1000);
    }
  } finally {
    asker.close();
  }
}
