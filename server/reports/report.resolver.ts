import { GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import { mayDo } from '../access/caller.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity, PageArguments } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { peopleById } from '../reviews/list-comments.ts';
import { studiesById } from '../studies/list-studies.ts';
import { Study } from '../studies/study.type.ts';
import { answerWithoutNames } from './answer-block.ts';
import { answerNow, answerUnsaved } from './answer-now.ts';
import type { KeptBlock } from './block-answer.ts';
import { createReport, deleteReport, updateReport } from './change-reports.ts';
import { listReports, versionBlocks, versionBodies, versionHeads, versionPages, visibleReport } from './list-reports.ts';
import { CreateReportInput, DeleteReportInput, ReportArguments, UpdateReportInput } from './report.input.ts';
import { AnswerNow, DeleteReportPayload, FrozenAnswer, Report, ReportBlock, ReportConnection, ReportPayload, ReportVersion, ReportVersionConnection } from './report.type.ts';

const NO_REPORT = { report: null };
const INPUT = { description: 'What to do.' };
/** Each block of a saved report is answered; one that is read is a page of numbers. */
const SAVING = 500;
const BLOCKS = 30;
const ANSWERED_NOW = 100;

@Resolver(() => Report)
export class ReportResolver {
  @Authorized('LINK')
  @Query(() => ReportConnection, { description: 'Reports of a study or of all studies, last changed first.', complexity: listComplexity })
  reports(@Args(() => ReportArguments) question: ReportArguments, @Ctx() context: RequestContext): Promise<Connection<Report>> {
    return listReports(context, question);
  }

  @Authorized('LINK')
  @Query(() => Report, { nullable: true, description: 'One report; null when there is none of this id that the caller sees.' })
  report(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() context: RequestContext): Promise<Report | null> {
    return visibleReport(context, id);
  }

  @Authorized('REVIEWER')
  @Query(() => AnswerNow, { description: 'What a block would be answered now, before it stands in a report of the study.', complexity: ANSWERED_NOW })
  reportBlock(
    @Arg('studyId', () => ID, { description: 'The study whose report it would be in.' }) studyId: string,
    @Arg('question', () => GraphQLJSONObject, { description: 'What it asks: the JSON of its fence. docs/reports.md lists what a block may ask.' }) question: object,
    @Ctx() context: RequestContext,
  ): Promise<AnswerNow> {
    return answerUnsaved(context, studyId, question);
  }

  @Authorized('REVIEWER')
  @Mutation(() => ReportPayload, { description: 'Keeps a report as its first version, each block with the answer of now.', complexity: SAVING })
  createReport(@Arg('input', () => CreateReportInput, INPUT) input: CreateReportInput, @Ctx() context: RequestContext): Promise<ReportPayload> {
    return answerMutation(input, NO_REPORT, async () => ({ report: await visibleReport(context, await createReport(context, input)) }));
  }

  @Authorized('REVIEWER')
  @Mutation(() => ReportPayload, { description: 'Saves a new version; a block whose question did not change keeps its answer unless `refreeze` names it.', complexity: SAVING })
  updateReport(@Arg('input', () => UpdateReportInput, INPUT) input: UpdateReportInput, @Ctx() context: RequestContext): Promise<ReportPayload> {
    return answerMutation(input, NO_REPORT, async () => ({ report: await visibleReport(context, await updateReport(context, input)) }));
  }

  @Authorized('REVIEWER')
  @Mutation(() => DeleteReportPayload, { description: 'Deletes a report with all its versions: its author may, and an admin.', complexity: 10 })
  deleteReport(@Arg('input', () => DeleteReportInput, INPUT) input: DeleteReportInput, @Ctx() context: RequestContext): Promise<DeleteReportPayload> {
    return answerMutation(input, { deletedReportId: null as string | null }, async () => ({ deletedReportId: await deleteReport(context, input) }));
  }

  @FieldResolver(() => Study, { nullable: true, description: 'The study that it is of.' })
  study(@Root() { studyId }: Report, @Ctx() context: RequestContext): Promise<Study | null> {
    return context.load(studiesById, studyId);
  }

  @FieldResolver(() => String, { description: 'Text of the newest version, in Markdown.', complexity: 5 })
  body(@Root() { id, version }: Report, @Ctx() context: RequestContext): Promise<string> {
    return context.load(versionBodies, { reportId: id, number: version });
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of who made it; null for the person at the server itself, and for who may not see names.' })
  async createdBy(@Root() { ownerId, archivedName }: Report, @Ctx() context: RequestContext): Promise<string | null> {
    if (!context.caller.seesNames) return null;
    return ownerId === null ? archivedName : ((await context.load(peopleById, ownerId))?.name ?? null);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the caller may save a new version.' })
  canEdit(@Ctx() { caller }: RequestContext): boolean {
    return mayDo(caller, 'REVIEWER');
  }

  @FieldResolver(() => Boolean, { description: 'Whether the caller may delete it.' })
  canDelete(@Root() { ownerId }: Report, @Ctx() { caller }: RequestContext): boolean {
    return mayDo(caller, 'ADMIN') || (mayDo(caller, 'REVIEWER') && ownerId === caller.userId);
  }

  @FieldResolver(() => ReportVersionConnection, { description: 'Its versions, newest first.', complexity: listComplexity })
  versions(@Root() { id: reportId }: Report, @Args(() => PageArguments) page: PageArguments, @Ctx() context: RequestContext): Promise<Connection<ReportVersion>> {
    return context.load(versionPages, { ...page, reportId });
  }

  @FieldResolver(() => ReportVersion, { nullable: true, description: 'One version, the newest when no number is given; null where there is none of that number.' })
  at(
    @Root() { id: reportId, version }: Report,
    @Arg('number', () => Int, { nullable: true, description: 'Its number.' }) number: number | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<ReportVersion | null> {
    return context.load(versionHeads, { reportId, number: number ?? version });
  }
}

@Resolver(() => ReportVersion)
export class ReportVersionResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Name of who saved it; null for the person at the server itself, and for who may not see names.' })
  author(@Root() { writer }: ReportVersion, @Ctx() { caller }: RequestContext): string | null {
    return caller.seesNames ? writer : null;
  }

  @FieldResolver(() => String, { description: 'Its text, in Markdown.', complexity: 5 })
  body(@Root() { reportId, number }: ReportVersion, @Ctx() context: RequestContext): Promise<string> {
    return context.load(versionBodies, { reportId, number });
  }

  @FieldResolver(() => [ReportBlock], { description: 'Its blocks, in the order of their fences in the body: at most 30.', complexity: ({ childComplexity }) => 20 + BLOCKS * childComplexity })
  async blocks(@Root() { reportId, number }: ReportVersion, @Ctx() context: RequestContext): Promise<ReportBlock[]> {
    const [blocks, report] = await Promise.all([context.load(versionBlocks, { reportId, number }), visibleReport(context, reportId)]);
    return report ? blocks.map((block) => presentBlock(block, report.studyId)) : [];
  }
}

/** The frozen answer's date is kept as text, and made one for the schema. */
function presentBlock({ frozen, ...block }: KeptBlock, studyId: string): ReportBlock {
  return { ...block, studyId, frozen: { ...frozen, at: new Date(frozen.at) } };
}

@Resolver(() => FrozenAnswer)
export class FrozenAnswerResolver {
  @FieldResolver(() => GraphQLJSONObject)
  answer(@Root() { answer }: FrozenAnswer, @Ctx() { caller }: RequestContext): FrozenAnswer['answer'] {
    return caller.seesNames ? answer : answerWithoutNames(answer);
  }
}

@Resolver(() => ReportBlock)
export class ReportBlockResolver {
  @FieldResolver(() => AnswerNow, { nullable: true, description: 'The same question with the data and formulas of now. Costs 100 points a block.', complexity: ANSWERED_NOW })
  now(@Root() { studyId, key, question, frozen }: ReportBlock, @Ctx() context: RequestContext): Promise<AnswerNow> {
    return answerNow(context, studyId, { key, question, frozen: { ...frozen, at: frozen.at.toISOString() } });
  }
}
