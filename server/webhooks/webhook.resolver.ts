import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { redeliver, testWebhook } from './change-deliveries.ts';
import { allowHost, removeHost } from './change-hosts.ts';
import { type Changed, createWebhook, deleteWebhook, rotateSecret, updateWebhook } from './change-webhooks.ts';
import { deliveryById, LAST_DELIVERIES, lastDeliveries, listDeliveries, listHosts, listWebhooks, webhookById } from './list-webhooks.ts';
import { AllowWebhookHostInput, CreateWebhookInput, RedeliverInput, RemoveWebhookHostInput, UpdateWebhookInput, WebhookDeliveryArguments, WebhookInput } from './webhook.input.ts';
import { DeleteWebhookPayload, Webhook, WebhookDelivery, WebhookDeliveryConnection, WebhookDeliveryPayload, WebhookHost, WebhookHostsPayload, WebhookPayload } from './webhook.type.ts';

const INPUT = { description: 'What to do.' };
const NO_WEBHOOK: Pick<WebhookPayload, 'webhook' | 'secret'> = { webhook: null, secret: null };
const NO_HOSTS: Pick<WebhookHostsPayload, 'hosts'> = { hosts: null };
const NO_DELIVERY: Pick<WebhookDeliveryPayload, 'delivery'> = { delivery: null };
const NOTHING: Pick<DeleteWebhookPayload, 'webhookId'> = { webhookId: null };
/** Entries that a list is taken to have. */
const TAKEN_TO_HAVE = 20;
const listed = ({ childComplexity }: { childComplexity: number }) => 1 + TAKEN_TO_HAVE * childComplexity;

const shown = async ({ record }: RequestContext, { id, secret }: Changed) => ({ webhook: await webhookById(record, id), secret });

@Resolver(() => Webhook)
export class WebhookResolver {
  @Authorized('ADMIN')
  @Query(() => [WebhookHost], { description: 'The hosts that webhooks may call, by name; at most 100.', complexity: listed })
  webhookHosts(@Ctx() { record }: RequestContext): Promise<WebhookHost[]> {
    return listHosts(record);
  }

  @Authorized('ADMIN')
  @Query(() => [Webhook], { description: 'Webhooks in the order they were made, at most 200: every one, or those that are told of a study.', complexity: listed })
  webhooks(@Arg('studyId', () => ID, { nullable: true, description: 'A study; those of all studies are among its.' }) studyId: string | null, @Ctx() { record }: RequestContext): Promise<Webhook[]> {
    return listWebhooks(record, studyId ?? null);
  }

  @Authorized('ADMIN')
  @Query(() => WebhookDeliveryConnection, { description: 'Deliveries of a webhook, newest first; they are kept for 30 days.', complexity: listComplexity })
  webhookDeliveries(@Args(() => WebhookDeliveryArguments) question: WebhookDeliveryArguments, @Ctx() { record }: RequestContext): Promise<Connection<WebhookDelivery>> {
    return listDeliveries(record, question);
  }

  @FieldResolver(() => [WebhookDelivery], { description: 'Its newest deliveries, at most 5.', complexity: ({ childComplexity }) => 1 + LAST_DELIVERIES * childComplexity })
  lastDeliveries(@Root() { id }: Webhook, @Ctx() context: RequestContext): Promise<WebhookDelivery[]> {
    return context.load(lastDeliveries, id);
  }

  @Authorized('ADMIN')
  @Mutation(() => WebhookHostsPayload, { description: 'Lets webhooks call a host, or changes whether it may have a private address.', complexity: 10 })
  allowWebhookHost(@Arg('input', () => AllowWebhookHostInput, INPUT) input: AllowWebhookHostInput, @Ctx() context: RequestContext): Promise<WebhookHostsPayload> {
    return answerMutation(input, NO_HOSTS, async () => {
      await allowHost(context, input);
      return { hosts: await listHosts(context.record) };
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => WebhookHostsPayload, { description: 'Takes a host off the list: nothing is sent there any more, and what waits for it is given up.', complexity: 10 })
  removeWebhookHost(@Arg('input', () => RemoveWebhookHostInput, INPUT) input: RemoveWebhookHostInput, @Ctx() context: RequestContext): Promise<WebhookHostsPayload> {
    return answerMutation(input, NO_HOSTS, async () => {
      await removeHost(context, input);
      return { hosts: await listHosts(context.record) };
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => WebhookPayload, { description: 'Makes a webhook and shows its secret once.', complexity: 10 })
  createWebhook(@Arg('input', () => CreateWebhookInput, INPUT) input: CreateWebhookInput, @Ctx() context: RequestContext): Promise<WebhookPayload> {
    return answerMutation(input, NO_WEBHOOK, async () => shown(context, await createWebhook(context, input)));
  }

  @Authorized('ADMIN')
  @Mutation(() => WebhookPayload, { description: 'Changes address or kinds of a webhook, or switches it off and on.', complexity: 10 })
  updateWebhook(@Arg('input', () => UpdateWebhookInput, INPUT) input: UpdateWebhookInput, @Ctx() context: RequestContext): Promise<WebhookPayload> {
    return answerMutation(input, NO_WEBHOOK, async () => shown(context, await updateWebhook(context, input)));
  }

  @Authorized('ADMIN')
  @Mutation(() => WebhookPayload, { description: 'Gives a webhook another secret, shown once; the old one signs nothing any more.', complexity: 10 })
  rotateWebhookSecret(@Arg('input', () => WebhookInput, INPUT) input: WebhookInput, @Ctx() context: RequestContext): Promise<WebhookPayload> {
    return answerMutation(input, NO_WEBHOOK, async () => shown(context, await rotateSecret(context, input)));
  }

  @Authorized('ADMIN')
  @Mutation(() => DeleteWebhookPayload, { description: 'Deletes a webhook with its deliveries.', complexity: 10 })
  deleteWebhook(@Arg('input', () => WebhookInput, INPUT) input: WebhookInput, @Ctx() context: RequestContext): Promise<DeleteWebhookPayload> {
    return answerMutation(input, NOTHING, () => deleteWebhook(context, input));
  }

  @Authorized('ADMIN')
  @Mutation(() => WebhookDeliveryPayload, { description: 'Sends a webhook a `ping`, within a second or two; the delivery says what came of it.', complexity: 10 })
  testWebhook(@Arg('input', () => WebhookInput, INPUT) input: WebhookInput, @Ctx() context: RequestContext): Promise<WebhookDeliveryPayload> {
    return answerMutation(input, NO_DELIVERY, async () => ({ delivery: await deliveryById(context.record, await testWebhook(context, input)) }));
  }

  @Authorized('ADMIN')
  @Mutation(() => WebhookDeliveryPayload, { description: 'Makes a delivery again now, under the same id, and tries for another day.', complexity: 10 })
  redeliverWebhook(@Arg('input', () => RedeliverInput, INPUT) input: RedeliverInput, @Ctx() context: RequestContext): Promise<WebhookDeliveryPayload> {
    return answerMutation(input, NO_DELIVERY, async () => ({ delivery: await deliveryById(context.record, await redeliver(context, input)) }));
  }
}
