import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { checkAccess } from './access/auth-checker.ts';
import { boundFields } from './access/bound-fields.ts';
import { ActivityEntryResolver, ActivityResolver, StudyUnseenResolver } from './activity/activity.resolver.ts';
import { CheckResolver, RunChecksResolver, StudyChecksResolver } from './checks/check.resolver.ts';
import { ClassesResolver } from './classes/classes.resolver.ts';
import { BaselineResolver } from './comparison/baseline.resolver.ts';
import { CompareResolver } from './comparison/compare.resolver.ts';
import { SummaryResolver } from './comparison/summary.resolver.ts';
import { GeometryResolver } from './geometry/geometry.resolver.ts';
import { IngestResolver } from './ingest/ingest.resolver.ts';
import { LaunchResolver } from './launch/launch.resolver.ts';
import { MetricResolver } from './measuring/metric.resolver.ts';
import { NullReferenceResolver } from './measuring/null-reference.resolver.ts';
import { InviteResolver } from './people/invite.resolver.ts';
import { MePersonResolver, PersonFactsResolver } from './people/person-facts.resolver.ts';
import { PersonResolver } from './people/person.resolver.ts';
import { ShareLinkResolver } from './people/share-link.resolver.ts';
import { TokenResolver } from './people/token.resolver.ts';
import { FrozenAnswerResolver, ReportBlockResolver, ReportResolver, ReportVersionResolver } from './reports/report.resolver.ts';
import { CommentResolver } from './reviews/comment.resolver.ts';
import { InboxResolver, NoticeResolver } from './reviews/inbox.resolver.ts';
import { PresenceResolver } from './reviews/presence.resolver.ts';
import { RequestResolver, RunRequestsResolver, StudyRequestsResolver } from './reviews/request.resolver.ts';
import { ReviewChangedResolver } from './reviews/review-event.resolver.ts';
import { StudyReviewResolver } from './reviews/study-review.resolver.ts';
import { AnchorResolver, RunThreadsResolver, StudyThreadsResolver, ThreadResolver } from './reviews/thread.resolver.ts';
import { RunVerdictsResolver, VerdictResolver } from './reviews/verdict.resolver.ts';
import { WaitingResolver } from './reviews/waiting.resolver.ts';
import { RunMutationResolver } from './runs/run-mutation.resolver.ts';
import { PaperResolver } from './paper/paper.resolver.ts';
import { KnownNamesResolver } from './runs/known-names.resolver.ts';
import { NodeResolver } from './runs/node.resolver.ts';
import { RunResolver } from './runs/run.resolver.ts';
import { RunConnectionResolver } from './runs/run-connection.resolver.ts';
import { EpochRecordedResolver, EventCursorResolver, RunChangedResolver } from './runs/run-event.resolver.ts';
import { SeriesResolver } from './runs/series.resolver.ts';
import { StudyRunsResolver } from './runs/study-runs.resolver.ts';
import { TagResolver } from './runs/tag.resolver.ts';
import { StudyChangedResolver } from './studies/study-event.resolver.ts';
import { StudyMutationResolver } from './studies/study-mutation.resolver.ts';
import { RunSnapshotsResolver, SnapshotResolver } from './runs/snapshot.resolver.ts';
import { StudyResolver } from './studies/study.resolver.ts';
import { SavedViewResolver } from './views/saved-view.resolver.ts';
import { WebhookResolver } from './webhooks/webhook.resolver.ts';

/** type-graphql 2.0.0-rc.4 asks for one even where every subscription brings its own `subscribe`, as all of ours do. */
const noTopics: PubSub = {
  publish: () => {},
  subscribe: (topic) => {
    throw new TypeError(`No subscription goes by topics, yet one asked for "${topic}".`);
  },
};

/** The executable schema. Arguments are validated by the rules on their classes. */
export async function makeSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      StudyResolver,
      StudyMutationResolver,
      RunResolver,
      RunMutationResolver,
      RunConnectionResolver,
      NodeResolver,
      KnownNamesResolver,
      RunSnapshotsResolver,
      SnapshotResolver,
      ClassesResolver,
      SeriesResolver,
      StudyRunsResolver,
      SummaryResolver,
      CompareResolver,
      BaselineResolver,
      MetricResolver,
      NullReferenceResolver,
      SavedViewResolver,
      TagResolver,
      StudyChangedResolver,
      GeometryResolver,
      PaperResolver,
      EpochRecordedResolver,
      RunChangedResolver,
      EventCursorResolver,
      IngestResolver,
      PersonResolver,
      PersonFactsResolver,
      MePersonResolver,
      InviteResolver,
      TokenResolver,
      ShareLinkResolver,
      LaunchResolver,
      ThreadResolver,
      AnchorResolver,
      RunThreadsResolver,
      StudyThreadsResolver,
      CommentResolver,
      VerdictResolver,
      RunVerdictsResolver,
      ReviewChangedResolver,
      PresenceResolver,
      StudyReviewResolver,
      RequestResolver,
      RunRequestsResolver,
      StudyRequestsResolver,
      InboxResolver,
      WaitingResolver,
      NoticeResolver,
      CheckResolver,
      StudyChecksResolver,
      RunChecksResolver,
      ReportResolver,
      ReportVersionResolver,
      ReportBlockResolver,
      FrozenAnswerResolver,
      ActivityResolver,
      ActivityEntryResolver,
      StudyUnseenResolver,
      WebhookResolver,
    ],
    authChecker: checkAccess,
    pubSub: noTopics,
    validate: { forbidUnknownValues: false },
  });
  // type-graphql has no place for these
  schema.getQueryType()!.description = 'All that can be asked.';
  schema.getMutationType()!.description = 'All that can be changed. Each mutation leaves an entry in the audit log.';
  schema.getSubscriptionType()!.description = 'All that can be followed live, over a WebSocket at the same address.';
  return boundFields(schema);
}
