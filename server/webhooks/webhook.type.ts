import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '../access/connection.ts';
import { MutationPayload } from '../access/mutation.type.ts';

/** What a webhook can be told of; the values are those of prisma/webhook-outbox.ts, and what is sent as `type`. */
export enum WebhookKind {
  RUN_COMPLETED = 'run.completed',
  RUN_FAILED = 'run.failed',
  RUN_DIVERGED = 'run.diverged',
  CHECK_FAILED = 'check.failed',
  VERDICT_GIVEN = 'verdict.given',
  REPORT_SAVED = 'report.saved',
  COMMENT_ADDED = 'comment.added',
}
registerEnumType(WebhookKind, {
  name: 'WebhookKind',
  description: 'What a webhook can be told of; sent as `type` in small letters with a dot, such as run.completed.',
  valuesConfig: {
    RUN_COMPLETED: { description: 'A run was trained, or recorded, to its end.' },
    RUN_FAILED: { description: 'A run ended with an error.' },
    RUN_DIVERGED: { description: 'The loss of a run exploded.' },
    CHECK_FAILED: { description: 'A run failed a check of its study, or fails it in another way than before.' },
    VERDICT_GIVEN: { description: 'Somebody decided on a run.' },
    REPORT_SAVED: { description: 'A report was made, or saved in a new version.' },
    COMMENT_ADDED: { description: 'Somebody wrote a comment, or began a thread.' },
  },
});

export enum WebhookDeliveryState {
  WAITING = 'WAITING',
  DELIVERED = 'DELIVERED',
  GIVEN_UP = 'GIVEN_UP',
}
registerEnumType(WebhookDeliveryState, {
  name: 'WebhookDeliveryState',
  description: 'How far a delivery is.',
  valuesConfig: {
    WAITING: { description: 'It is tried now or later; `nextTryAt` says when.' },
    DELIVERED: { description: 'It was answered with a status from 200 to 299.' },
    GIVEN_UP: { description: 'It is not tried any more, unless somebody says so; `outcome` says why.' },
  },
});

@ObjectType({ description: 'A host that webhooks may call.', simpleResolvers: true })
export class WebhookHost {
  @Field({ description: 'As in an address, with the port where it is not 443.' })
  host!: string;
  @Field({ description: 'Whether it may have an address of a private network.' })
  allowsPrivate!: boolean;
  @Field(() => String, { nullable: true, description: 'Who allowed it; null: the person at a server without login.' })
  allowedBy!: string | null;
  @Field(() => Date, { description: 'When it was allowed.' })
  createdAt!: Date;
}

@ObjectType({ description: 'One telling of one event to one webhook.' })
export class WebhookDelivery {
  @Field(() => ID, { description: 'Opaque and unique over all types; sent as `webhook-id`, the same with each try.' })
  id!: string;
  @Field(() => ID, { description: 'The webhook.' })
  webhookId!: string;
  @Field(() => WebhookKind, { nullable: true, description: 'What it tells of; null: a test.' })
  kind!: WebhookKind | null;
  @Field(() => WebhookDeliveryState, { description: 'How far it is.' })
  state!: WebhookDeliveryState;
  @Field(() => ID, { nullable: true, description: 'The run that it tells of, which may be gone; null where there is none.' })
  runId!: string | null;
  @Field(() => Date, { description: 'When what it tells of happened.' })
  createdAt!: Date;
  @Field(() => Int, { description: 'Tries so far.' })
  attempts!: number;
  @Field(() => Date, { nullable: true, description: 'When the last try began; null: none did.' })
  lastTryAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it is tried again; null where nothing more is done.' })
  nextTryAt!: Date | null;
  @Field(() => Date, { description: 'No try begins after this.' })
  giveUpAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was taken; null: it was not.' })
  deliveredAt!: Date | null;
  @Field(() => Int, { nullable: true, description: 'HTTP status of the last answer; null where there was none.' })
  status!: number | null;
  @Field({ description: 'What came of the last try, in one sentence; empty before the first.' })
  outcome!: string;
}

export const WebhookDeliveryConnection = connectionType('WebhookDelivery', WebhookDelivery);

@ObjectType({ description: 'An address that is told of what happens in a study, or in all. Its secret was shown once.' })
export class Webhook {
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
  @Field(() => ID, { nullable: true, description: 'The study; null: all.' })
  studyId!: string | null;
  @Field({ description: 'Where it is sent to.' })
  url!: string;
  @Field(() => [WebhookKind], { description: 'What it is told of.' })
  kinds!: WebhookKind[];
  @Field({ description: 'Whether its host is in the list of those that may be called; nothing is sent otherwise.' })
  isHostAllowed!: boolean;
  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'Since when it is switched off; null: it is on.' })
  disabledAt!: Date | null;
}

@ObjectType({ description: 'The hosts after a change.' })
export class WebhookHostsPayload extends MutationPayload {
  @Field(() => [WebhookHost], { nullable: true, description: 'All hosts that webhooks may call; null where nothing was changed.' })
  hosts!: WebhookHost[] | null;
}

@ObjectType({ description: 'A webhook after a change.' })
export class WebhookPayload extends MutationPayload {
  @Field(() => Webhook, { nullable: true, description: 'The webhook as it is now; null where nothing was changed.' })
  webhook!: Webhook | null;
  @Field(() => String, { nullable: true, description: 'What signs its deliveries, shown this once; null where none was made, and when a request is repeated.' })
  secret!: string | null;
}

@ObjectType({ description: 'A webhook that is gone.' })
export class DeleteWebhookPayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: 'The webhook; null where nothing was deleted.' })
  webhookId!: string | null;
}

@ObjectType({ description: 'A delivery that is to be made.' })
export class WebhookDeliveryPayload extends MutationPayload {
  @Field(() => WebhookDelivery, { nullable: true, description: 'The delivery as it is now; null where nothing was changed.' })
  delivery!: WebhookDelivery | null;
}
