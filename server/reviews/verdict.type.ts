import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { VerdictKind } from '../../prisma/client.ts';
import { connectionType } from '../access/connection.ts';
import { MutationPayload } from '../access/mutation.type.ts';
import { MetricId } from '../measuring/metric.type.ts';
import { Verdict } from '../measuring/suggested-verdict.ts';
import { Run } from '../runs/run.type.ts';
import type { FormulaVersions } from './pinned-data.ts';

registerEnumType(VerdictKind, {
  name: 'VerdictKind',
  description: 'What a reviewer decided of a run.',
  valuesConfig: {
    COLLAPSED: { description: 'It collapsed.' },
    PARTLY: { description: 'It collapsed in part.' },
    NOT_COLLAPSED: { description: 'It did not collapse.' },
    BROKEN: { description: 'Something is wrong with it: it says nothing about collapse.' },
    NEEDS_RERUN: { description: 'It has to be trained again before anything can be said.' },
  },
});

@ObjectType({ description: 'Version of the formula that a verdict rests on.' })
export class PinnedFormula {
  @Field(() => MetricId, { description: 'The metric.' })
  metric!: MetricId;
  @Field(() => Int, { description: 'The version of its formula.' })
  version!: number;
}

@ObjectType({ description: 'What a person decided of a run, with the data and the formulas it was decided on. It outlives its run.' })
export class ReviewVerdict {
  reviewerId!: string | null;
  /** of a verdict from an archive: as it stands there */
  archivedName!: string | null;
  versions!: FormulaVersions;
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field(() => ID, { description: 'The run, also where it was deleted.' })
  runId!: string;
  @Field({ description: "The run's name when the verdict was given." })
  runName!: string;
  @Field(() => VerdictKind, { description: 'What was decided.' })
  kind!: VerdictKind;
  @Field({ description: 'Why, as text.' })
  reason!: string;
  @Field({ description: 'Of the data that it rests on, see `Run.verdictDigest`.' })
  digest!: string;
  @Field(() => Verdict, { nullable: true, description: 'What the four tests suggested at the time; null where they could not be read.' })
  suggested!: Verdict | null;
  @Field(() => Date, { description: 'When it was given.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When a newer one of the same person took its place, or it was taken back; null while it stands.' })
  replacedAt!: Date | null;
  @Field({ description: 'Whether it came from an archive: who gave it is nobody here, whatever the name, and it counts nothing towards what the study asks for.' })
  isFromArchive!: boolean;
}

export const ReviewVerdictConnection = connectionType('ReviewVerdict', ReviewVerdict);

@ObjectType({ description: 'How many reviewers decided what.' })
export class VerdictCount {
  @Field(() => VerdictKind, { description: 'What they decided.' })
  kind!: VerdictKind;
  @Field(() => Int, { description: 'How many of them, with verdicts that are stale.' })
  count!: number;
}

@ObjectType({ description: 'The verdicts that stand on a run, together.' })
export class VerdictSummary {
  @Field(() => [VerdictCount], { description: 'What was decided, the most frequent first; empty where nobody did.' })
  counts!: VerdictCount[];
  @Field(() => Float, { nullable: true, description: 'Share of the most frequent one among all, 1 where all agree; null where nobody decided.' })
  agreement!: number | null;
  @Field(() => Int, { description: 'Verdicts that are stale: they count nothing towards what is needed.' })
  staleCount!: number;
  @Field(() => Int, { description: 'Verdicts from an archive: they count nothing towards what is needed, since nobody here gave them.' })
  fromArchiveCount!: number;
  @Field(() => Int, { description: "Verdicts of different people that the run's study asks for; 0: none." })
  needed!: number;
  @Field({ description: 'Whether as many different people have given verdicts that are not stale.' })
  isEnough!: boolean;
}

@ObjectType({ description: 'A verdict after a change.' })
export class VerdictPayload extends MutationPayload {
  @Field(() => ReviewVerdict, { nullable: true, description: 'The verdict as it is now; null where nothing was changed.' })
  verdict!: ReviewVerdict | null;
  @Field(() => Run, { nullable: true, description: 'Its run; null where nothing was changed.' })
  run!: Run | null;
}
