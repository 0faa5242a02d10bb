import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { RequestHandler } from 'express';
import { admit, mayReadSchema, withoutHints } from './admit.ts';
import { auditRefusals } from './audit-refusals.ts';
import { checkSource } from './check-operation.ts';
import type { Gate } from './gate.ts';
import { LIMITS } from './limits.ts';
import type { ErrorPresenter } from './present-error.ts';
import { RETRY_AFTER_SECONDS } from './present-error.ts';
import type { RequestContext } from './request-context.ts';

/** Refuses a document that is too large before Apollo sees it: from inside Apollo it could only end as a failure of the server. */
export function sourceGuard(present: ErrorPresenter): RequestHandler {
  return (request, response, next) => {
    const source: unknown = request.body?.query ?? request.query.query;
    const refused = typeof source === 'string' ? checkSource(source) : null;
    if (refused) response.status(400).json({ errors: [present(refused)] });
    else next();
  };
}

type Sending = GraphQLRequestContextWillSendResponse<RequestContext>;

/** What an operation may cost and its caller may spend, checked before it runs; then the status and headers that programs go by. */
export function apolloLimits(gate: Gate): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, request, contextValue }) {
          await admit(gate, { schema, document, operationName: request.operationName, variables: request.variables }, contextValue);
        },
        async willSendResponse(sending) {
          // what a caller sees is theirs alone, and of this moment
          sending.response.http.headers.set('cache-control', 'no-store');
          tellErrors(gate, sending);
          await Promise.all([account(gate, sending), keepRefusals(gate, sending)]);
        },
      };
    },
  };
}

/** The status by the errors' codes, and of a long list of errors only the first. */
function tellErrors({ settings }: Gate, { response, contextValue }: Sending): void {
  if (response.body.kind !== 'single' || !response.body.singleResult.errors) return;
  const result = response.body.singleResult;
  const codes = response.body.singleResult.errors.map(({ extensions }) => extensions?.code);
  const isWhole = Object.values(result.data ?? {}).every((value) => value === null);
  if (codes.includes('UNAVAILABLE')) response.http.status = 503;
  else if (isWhole && codes.includes('RATE_LIMITED')) response.http.status = 429;
  else if (isWhole && codes.every((code) => code === 'DEADLINE_EXCEEDED')) response.http.status = 504;
  const wait = Number(response.body.singleResult.errors.find(({ extensions }) => extensions?.retryAfterMs)?.extensions?.retryAfterMs ?? RETRY_AFTER_SECONDS * 1000);
  if (response.http.status === 503 || response.http.status === 429) response.http.headers.set('retry-after', String(Math.ceil(wait / 1000)));
  const isHinted = mayReadSchema(settings, contextValue.caller);
  const shown = result.data ? response.body.singleResult.errors : response.body.singleResult.errors.slice(0, LIMITS.errors);
  response.body.singleResult.errors = isHinted ? shown : shown.map((error) => ({ ...error, message: withoutHints(error.message) }));
}

async function account({ allowance }: Gate, { response, contextValue, operation }: Sending): Promise<void> {
  if (!operation) await allowance.fine(contextValue.caller);
  const left = await allowance.left(contextValue.caller);
  if (!left) return;
  response.http.headers.set('ratelimit-limit', String(left.limit));
  response.http.headers.set('ratelimit-remaining', String(left.remaining));
  response.http.headers.set('ratelimit-reset', String(Math.ceil(left.resetMs / 1000)));
}

async function keepRefusals(gate: Gate, { response, contextValue, logger }: Sending): Promise<void> {
  const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
  await auditRefusals(gate, contextValue, errors).catch((error) => logger.warn(`a refusal was not kept: ${error.message}`));
}
