import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { visibleStudy } from '../studies/list-studies.ts';
import { answerWithoutNames } from './answer-block.ts';
import type { BlockQuestion } from './block-question.ts';
import { versionBlocks, versionBodies, versionHeads, visibleReport } from './list-reports.ts';
import { reportPage } from './report-page.ts';

export interface ReportFile {
  name: string;
  html: string;
}

/**
 * A version of a report as one HTML file, from its frozen answers alone: the newest where no number is given.
 *
 * @throws CollapsarError NOT_FOUND
 */
export async function reportFile(context: RequestContext, id: string, wanted: number | null): Promise<ReportFile> {
  const report = await visibleReport(context, id);
  if (!report) throw new CollapsarError('NOT_FOUND', `There is no report ${id}; take its id from the list of reports.`, { details: { type: 'Report' } });
  const key = { reportId: id, number: wanted ?? report.version };
  const version = await context.load(versionHeads, key);
  if (!version) throw new CollapsarError('NOT_FOUND', `The report has no version ${key.number}; its newest is ${report.version}.`, { details: { type: 'ReportVersion' } });
  const [body, blocks, study] = await Promise.all([context.load(versionBodies, key), context.load(versionBlocks, key), visibleStudy(context, report.studyId)]);
  const { seesNames } = context.caller;
  const html = reportPage({
    title: version.title, number: version.number, at: version.at, author: seesNames ? version.writer : null, study: study?.name ?? '', body,
    blocks: blocks.map(({ frozen, question, ...block }) => ({ ...block, question: question as BlockQuestion, frozen: { ...frozen, answer: seesNames ? frozen.answer : answerWithoutNames(frozen.answer) } })),
  });
  return { name: `${id}-version-${key.number}.html`, html };
}
