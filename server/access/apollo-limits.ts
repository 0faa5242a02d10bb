import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestHandler } from 'express';
import { checkCost, checkSource } from './check-operation.ts';
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

/** The price of an operation, checked before it runs; and the status that tells a proxy that the database is away. */
export const apolloLimits: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, request }) {
        const refused = checkCost({ schema, document, operationName: request.operationName, variables: request.variables });
        if (refused) throw refused;
      },
      async willSendResponse({ response }) {
        // what a caller sees is theirs alone, and of this moment
        response.http.headers.set('cache-control', 'no-store');
        const errors = response.body.kind === 'single' ? response.body.singleResult.errors : undefined;
        if (!errors?.some((error) => error.extensions?.code === 'UNAVAILABLE')) return;
        response.http.status = 503;
        response.http.headers.set('retry-after', String(RETRY_AFTER_SECONDS));
      },
    };
  },
};
