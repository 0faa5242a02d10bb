import type { Prisma, PrismaClient } from '../../../prisma/client.ts';
import { fixedId } from './made-study.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 2, 12, minutes));
const DIGEST = 'a'.repeat(64);

/** What two people and the one at the machine said of a made study, with ids that are the same each time: a resolved thread with an edited comment and one taken back, one on a deleted run, verdicts, a check, a report of two versions. */
export async function addReview(record: PrismaClient, studyId: string, runId: string, name: string): Promise<void> {
  const id = (kind: string, what: string) => fixedId(kind, `${name} ${what}`);
  const [ann, bob] = await Promise.all(['Ann', 'Bob'].map((person) => record.user.create({ data: { id: id('user', person), name: person, colour: 's1', role: 'REVIEWER' } })));
  await record.study.update({ where: { id: studyId }, data: { verdictsNeeded: 2, verdictLimits: { NC1: 0.05 } } });
  const place = { metric: 'NC1', split: 'TRAIN' as const, layer: 'last', fromEpoch: 2, toEpoch: 3, value: 1 / 3, formulaVersion: 1, digest: DIGEST };
  await record.thread.create({ data: { id: id('thread', 'place'), studyId, runId, runName: 'whole', ...place, createdAt: at(1), resolvedAt: at(9), resolvedBy: 'Bob' } });
  await record.thread.create({ data: { id: id('thread', 'gone'), studyId, runId: id('run', 'gone'), runName: 'gone', createdAt: at(2) } });
  await record.comment.createMany({
    data: [
      { id: id('comment', 'first'), threadId: id('thread', 'place'), authorId: ann!.id, body: 'It *falls*, @Bob; <script>alert(1)</script> 日本', version: 2, createdAt: at(1), editedAt: at(3) },
      { id: id('comment', 'second'), threadId: id('thread', 'place'), authorId: bob!.id, body: '', version: 2, createdAt: at(4), deletedAt: at(5) },
      { id: id('comment', 'third'), threadId: id('thread', 'gone'), authorId: null, body: 'Diverged.', createdAt: at(2) },
    ],
  });
  await record.commentRevision.create({ data: { commentId: id('comment', 'first'), version: 1, body: 'It falls.', at: at(3) } });
  const verdict = { studyId, runId, runName: 'whole', digest: DIGEST, formulas: { NC1: 1, NC3_DUALITY: 1 }, suggested: 'PARTLY' };
  await record.verdict.create({ data: { ...verdict, id: id('verdict', 'old'), reviewerId: ann!.id, kind: 'BROKEN', reason: 'At first.', createdAt: at(6), replacedAt: at(7) } });
  await record.verdict.create({ data: { ...verdict, id: id('verdict', 'new'), reviewerId: ann!.id, kind: 'PARTLY', reason: 'NC3 stays.', createdAt: at(7) } });
  await record.check.create({ data: { id: id('check', 'small'), studyId, name: 'NC1 is small', metric: 'NC1', split: 'TRAIN', point: 'LAST', bound: 'BELOW', limit: 0.1, createdAt: at(8) } });
  await record.report.create({ data: { id: id('report', 'seen'), studyId, title: 'What we saw', version: 2, createdBy: bob!.id, createdAt: at(10), updatedAt: at(11) } });
  const question = { kind: 'table', runs: [runId], metrics: ['NC1'], split: 'TRAIN', layer: 'last', point: 'LAST' };
  const cells = [{ metric: 'NC1', epoch: 3, value: 1 / 3, kind: 'FINITE', reason: null }];
  const block = { key: 'aaaaaaaaaaaa', question, frozen: { answer: { kind: 'table', rows: [{ runId, label: 'whole', cells }] }, digests: { [runId]: DIGEST }, formulas: { NC1: 1 }, at: at(10).toISOString() } };
  const body = `# What we saw\n\n\`\`\`collapsar\n${JSON.stringify(question)}\n\`\`\`\n`;
  for (const number of [1, 2]) {
    await record.reportVersion.create({ data: { reportId: id('report', 'seen'), number, title: 'What we saw', body: `${body}${number}`, blocks: [block] as unknown as Prisma.InputJsonArray, author: 'Bob', at: at(9 + number) } });
  }
}

/** All that was said of a study as JSON, without whose it is here, and the names in the places of people. */
export async function reviewOf(record: PrismaClient, studyId: string) {
  const thread = { studyId };
  return JSON.parse(
    JSON.stringify({
      threads: await record.thread.findMany({ where: thread, omit: { resolvedElsewhere: true }, orderBy: { id: 'asc' } }),
      comments: await record.comment.findMany({ where: { thread }, omit: { authorId: true, authorName: true, fromArchive: true }, include: { revisions: true }, orderBy: { id: 'asc' } }),
      verdicts: await record.verdict.findMany({ where: thread, omit: { reviewerId: true, reviewerName: true, fromArchive: true }, orderBy: { id: 'asc' } }),
      checks: await record.check.findMany({ where: thread, orderBy: { id: 'asc' } }),
      reports: await record.report.findMany({ where: thread, omit: { createdBy: true, authorName: true, fromArchive: true }, include: { versions: { omit: { fromArchive: true }, orderBy: { number: 'asc' } } }, orderBy: { id: 'asc' } }),
      rules: await record.study.findUnique({ where: { id: studyId }, select: { verdictsNeeded: true, verdictLimits: true } }),
    }),
  );
}
