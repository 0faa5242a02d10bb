import { Args, ArgsType, Authorized, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { seesStudy } from '../access/caller.ts';
import { checkEventCursor } from '../access/event-cursor.ts';
import { type RecordEvent, RequestContext } from '../access/request-context.ts';
import { studiesById } from './list-studies.ts';
import { Study } from './study.type.ts';

@ArgsType()
class StudyEventArguments {
  @Field(() => ID, { nullable: true, description: 'Only of this study; of all when left out.' })
  studyId?: string | null;
  @Field(() => String, { nullable: true, description: 'A cursor: everything behind it comes first; only what is new when left out.' })
  after?: string | null;
}

@ObjectType({ description: 'A study changed.' })
export class StudyChanged {
  @Field({ description: 'Give it as `after` to go on behind this message.' })
  cursor!: string;
  @Field(() => ID, { nullable: true, description: 'The study; null where it was deleted.' })
  studyId!: string | null;
  @Field({ description: 'What happened, e.g. "study.edited", "run.queued", "run.deleted".' })
  kind!: string;
}

type Subscribing = { args: StudyEventArguments; context: RequestContext };
/** What changes the list of a study's runs; epochs would be many. */
const KINDS = ['study.created', 'study.edited', 'study.deleted', 'run.queued', 'run.deleted', 'run.edited', 'run.imported', 'run.completed', 'run.failed', 'run.cancelled', 'run.diverged'];

@Resolver(() => StudyChanged)
export class StudyChangedResolver {
  @Authorized('LINK')
  @Subscription(() => StudyChanged, {
    description: 'A study was made, changed or deleted, or its list of runs changed.',
    subscribe: ({ args, context }: Subscribing) =>
      context.events.follow(checkEventCursor(args.after), (event) => KINDS.includes(event.kind) && seesStudy(context.caller, event.studyId) && (args.studyId == null || event.studyId === args.studyId), context.caller.studyId),
  })
  studyChanged(@Root() { id, studyId, kind }: RecordEvent, @Args(() => StudyEventArguments) _: StudyEventArguments): StudyChanged {
    return { cursor: String(id), studyId, kind };
  }

  @FieldResolver(() => Study, { nullable: true, description: 'The study as it is now; null when deleted.' })
  study(@Root() { studyId }: StudyChanged, @Ctx() context: RequestContext): Promise<Study | null> {
    return studyId === null ? Promise.resolve(null) : context.load(studiesById, studyId);
  }
}
