import { Ctx, FieldResolver, Resolver } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { Me } from '../people/me.type.ts';
import { ReviewRequest } from './request.type.ts';
import { Thread } from './thread.type.ts';
import { ReviewVerdict } from './verdict.type.ts';
import { mentionsOfCaller, requestsForCaller, staleVerdictsOfCaller } from './waiting.ts';

/** A person has few of them. */
const listed = ({ childComplexity }: { childComplexity: number }) => 5 + 10 * childComplexity;

@Resolver(() => Me)
export class WaitingResolver {
  @FieldResolver(() => [ReviewRequest], { description: "Requests for the caller's verdicts that still wait, newest first, in studies in use that are not final: at most 50.", complexity: listed })
  reviewRequests(@Ctx() context: RequestContext): Promise<ReviewRequest[]> {
    return requestsForCaller(context);
  }

  @FieldResolver(() => [ReviewVerdict], { description: "The caller's verdicts that stand and are stale, newest first, in studies in use that are not final: at most 50.", complexity: listed })
  staleVerdicts(@Ctx() context: RequestContext): Promise<ReviewVerdict[]> {
    return staleVerdictsOfCaller(context);
  }

  @FieldResolver(() => [Thread], { description: 'Open threads that call the caller, who has not answered since: at most 50, the newest call first.', complexity: listed })
  openMentions(@Ctx() context: RequestContext): Promise<Thread[]> {
    return mentionsOfCaller(context);
  }
}
