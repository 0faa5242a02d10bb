import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../../prisma/client.ts';
import { ACCESS, type Access } from '../../../server/access/caller.ts';
import { makeSchema } from '../../../server/schema.ts';
import { until } from '../../until.ts';
import { addCaller, addLink } from '../callers.ts';
import { addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';
import { connectSocket, listen } from '../socket-client.ts';
import { operationOf } from './made-up-operation.ts';

/**
 * The smallest access that each field needs, as people agreed on it: what the decorators say is compared with it, and both with what the
 * server does. A new field fails the test until it stands here.
 */
const SMALLEST: Record<string, Access> = {
  'Query.againstBaseline': 'LINK',
  'Query.architectures': 'LINK',
  'Query.activity': 'LINK',
  'Query.checkRuns': 'LINK',
  'Query.checkSummary': 'LINK',
  'Query.failedChecks': 'LINK',
  'Query.compare': 'LINK',
  'Query.dataSets': 'LINK',
  'Query.eventCursor': 'LINK',
  'Query.geometry': 'LINK',
  'Query.me': 'LINK',
  'Query.metrics': 'LINK',
  'Query.node': 'LINK',
  'Query.nodes': 'LINK',
  'Query.nullReference': 'VIEWER',
  'Query.paperGrid': 'LINK',
  'Query.regressions': 'LINK',
  'Query.report': 'LINK',
  'Query.reports': 'LINK',
  'Query.run': 'LINK',
  'Query.runs': 'LINK',
  'Query.savedView': 'LINK',
  'Query.savedViews': 'LINK',
  'Query.series': 'LINK',
  'Query.settingsDifferences': 'LINK',
  'Query.snapshot': 'LINK',
  'Query.studies': 'LINK',
  'Query.study': 'LINK',
  'Query.studyBySlug': 'LINK',
  'Query.summary': 'LINK',
  'Query.tags': 'LINK',
  'Query.thread': 'LINK',
  'Query.threads': 'LINK',
  'Query.verdicts': 'LINK',
  'Query.launchPlan': 'VIEWER',
  'Query.launchSettings': 'VIEWER',
  'Query.checkTrial': 'OPERATOR',
  'Query.people': 'REVIEWER',
  'Query.reportBlock': 'REVIEWER',
  'Query.shareLinks': 'REVIEWER',
  'Query.auditEvents': 'ADMIN',
  'Query.tokens': 'ADMIN',
  'Query.users': 'ADMIN',
  'Query.webhookDeliveries': 'ADMIN',
  'Query.webhookHosts': 'ADMIN',
  'Query.webhooks': 'ADMIN',
  'Mutation.createSavedView': 'VIEWER',
  'Mutation.markSeen': 'VIEWER',
  'Mutation.deleteSavedView': 'VIEWER',
  'Mutation.editSavedView': 'VIEWER',
  'Mutation.markRead': 'VIEWER',
  'Mutation.askReview': 'REVIEWER',
  'Mutation.withdrawReview': 'REVIEWER',
  'Mutation.finalizeStudy': 'OPERATOR',
  'Mutation.reopenStudy': 'OPERATOR',
  'Mutation.updateStudyReview': 'OPERATOR',
  'Mutation.createReport': 'REVIEWER',
  'Mutation.createToken': 'VIEWER',
  'Mutation.revokeToken': 'VIEWER',
  'Mutation.setUserColour': 'VIEWER',
  'Mutation.signOutEverywhere': 'VIEWER',
  'Mutation.createShareLink': 'REVIEWER',
  'Mutation.deleteReport': 'REVIEWER',
  'Mutation.updateReport': 'REVIEWER',
  'Mutation.editRun': 'REVIEWER',
  'Mutation.revokeShareLink': 'REVIEWER',
  'Mutation.setBaseline': 'REVIEWER',
  'Mutation.tagRuns': 'REVIEWER',
  'Mutation.beginThread': 'REVIEWER',
  'Mutation.deleteComment': 'REVIEWER',
  'Mutation.editComment': 'REVIEWER',
  'Mutation.giveVerdict': 'REVIEWER',
  'Mutation.reopenThread': 'REVIEWER',
  'Mutation.reply': 'REVIEWER',
  'Mutation.resolveThread': 'REVIEWER',
  'Mutation.takeBackVerdict': 'REVIEWER',
  'Mutation.archiveRuns': 'OPERATOR',
  'Mutation.createIngestedRun': 'OPERATOR',
  'Mutation.finishRun': 'OPERATOR',
  'Mutation.recordIngestedEpoch': 'OPERATOR',
  'Mutation.archiveStudy': 'OPERATOR',
  'Mutation.cancelRuns': 'OPERATOR',
  'Mutation.createStudy': 'OPERATOR',
  'Mutation.archiveCheck': 'OPERATOR',
  'Mutation.createCheck': 'OPERATOR',
  'Mutation.updateCheck': 'OPERATOR',
  'Mutation.editStudy': 'OPERATOR',
  'Mutation.launchRuns': 'OPERATOR',
  'Mutation.pauseRuns': 'OPERATOR',
  'Mutation.resumeRuns': 'OPERATOR',
  'Mutation.allowWebhookHost': 'ADMIN',
  'Mutation.createWebhook': 'ADMIN',
  'Mutation.deleteWebhook': 'ADMIN',
  'Mutation.redeliverWebhook': 'ADMIN',
  'Mutation.removeWebhookHost': 'ADMIN',
  'Mutation.rotateWebhookSecret': 'ADMIN',
  'Mutation.testWebhook': 'ADMIN',
  'Mutation.updateWebhook': 'ADMIN',
  'Mutation.createUser': 'ADMIN',
  'Mutation.deleteRuns': 'ADMIN',
  'Mutation.deleteStudy': 'ADMIN',
  'Mutation.disableUser': 'ADMIN',
  'Mutation.inviteUser': 'ADMIN',
  'Mutation.renameUser': 'ADMIN',
  'Mutation.setUserRole': 'ADMIN',
  'Subscription.epochRecorded': 'LINK',
  'Subscription.inboxChanged': 'VIEWER',
  'Subscription.reviewChanged': 'LINK',
  'Subscription.presence': 'LINK',
  'Subscription.runChanged': 'LINK',
  'Subscription.studyChanged': 'LINK',
};

/** Callers by what they may do; "anonymous" brings nothing. */
const CALLERS = ['anonymous', ...ACCESS] as const;

const schema: GraphQLSchema = await makeSchema();
const roots = [schema.getQueryType()!, schema.getMutationType()!, schema.getSubscriptionType()!];
const fields = roots.flatMap((type) => Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, type, field] as const));

/** Fields of other objects that have a level of their own, and the levels that the decorators say. */
const guarded = getMetadataStorage().fields.filter(({ roles, target }) => roles && typeof target === 'function');

let served: Served;
let local: Served;
let studyId: string;
const bearers = new Map<string, string>();

beforeAll(async () => {
  served = await serve();
  local = await serve();
  studyId = (await addStudy(served.record)).id;
  for (const role of ['VIEWER', 'REVIEWER', 'OPERATOR', 'ADMIN'] satisfies Role[]) bearers.set(role, (await addCaller(served.record, role)).secret);
});
afterAll(async () => {
  await served.end();
  await local.end();
});

test('every field of the schema stands in the table, and nothing else does', () => {
  const ofObjects = guarded.filter(({ name }) => !fields.some(([, , field]) => field.name === name)).map(({ name, target }) => `${target.name}.${name}`);
  expect(Object.keys(SMALLEST).sort()).toEqual([...fields.map(([name]) => name), ...ofObjects].sort());
});

test('every query, mutation and subscription says by a decorator who may ask, and says what the table says', () => {
  const { queries, mutations, subscriptions } = getMetadataStorage();
  const said = [['Query', queries], ['Mutation', mutations], ['Subscription', subscriptions]] as const;
  const levels = Object.fromEntries(said.flatMap(([type, resolvers]) => resolvers.map(({ schemaName, roles }) => [`${type}.${schemaName}`, roles?.[0]])));
  expect(levels).toEqual(Object.fromEntries(Object.entries(SMALLEST).filter(([name]) => name in levels)));
  expect(Object.keys(levels)).toHaveLength(fields.length);
});

test.each(CALLERS.flatMap((caller) => fields.map(([name, type, field]) => [caller, name, type, field] as const)))('%s asks for %s', async (caller, name, type, field) => {
  // a link of its own for each: there are more fields than requests that a link has in a minute
  const secret = caller === 'LINK' ? (await addLink(served.record, studyId)).secret : bearers.get(caller);
  const codes = type.name === 'Subscription' ? await overSocket(served, field, secret) : await overHttp(served, type, field, secret);
  const isAllowed = caller !== 'anonymous' && ACCESS.indexOf(caller) >= ACCESS.indexOf(SMALLEST[name]!);
  if (isAllowed) expect(codes.filter((code) => REFUSED.includes(code))).toEqual([]);
  else expect(codes).toEqual([caller === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN']);
});

test.each(fields)('the person at this machine may ask for %s', async (_, type, field) => {
  const codes = type.name === 'Subscription' ? await overSocket(local, field) : await overHttp(local, type, field);
  expect(codes.filter((code) => REFUSED.includes(code))).toEqual([]);
});

const REFUSED = ['UNAUTHENTICATED', 'FORBIDDEN', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'RATE_LIMITED'];

/** The codes of the field's errors; other failures than refusals are as good as an answer here: the field was let do its work. */
async function overHttp({ ask }: Served, type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, secret?: string): Promise<string[]> {
  const { errors } = await ask(operationOf(type.name.toLowerCase(), field), undefined, secret ? { authorization: `Bearer ${secret}` } : {});
  return (errors ?? []).map(({ extensions }) => extensions.code);
}

async function overSocket({ url }: Served, field: GraphQLField<unknown, unknown>, secret?: string): Promise<string[]> {
  const client = connectSocket(url, secret);
  const heard = listen(client, operationOf('subscription', field));
  const acknowledged = new Promise((resolve) => client.on('connected', resolve));
  // an error comes at once where there is one: the answer to a question behind it says that none will
  const behind = acknowledged.then(() => until('an answer behind the subscription', async () => listenOnce(client)));
  await Promise.race([behind, until('the socket to be closed', async () => heard.isComplete)]);
  const codes = heard.closedWith === 4401 ? ['UNAUTHENTICATED'] : heard.errors.map(({ extensions }) => extensions.code);
  await client.dispose();
  return codes;
}

async function listenOnce(client: Parameters<typeof listen>[0]): Promise<boolean> {
  const answer = listen(client, '{ me { access } }');
  return until('the answer', async () => answer.isComplete);
}
