import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { sourceGuard } from './access/apollo-limits.ts';
import { bodyDeadline } from './access/body-deadline.ts';
import { LIMITS } from './access/limits.ts';
import type { ErrorPresenter } from './access/present-error.ts';
import type { RequestContext } from './access/request-context.ts';
import { originRefusal } from './access/same-origin.ts';
import { exportRouter } from './export/export-router.ts';
import { ingestRouter } from './ingest/ingest-router.ts';
import type { Uploads } from './ingest/uploads/uploads.ts';

export interface HttpParts {
  apollo: ApolloServer<RequestContext>;
  makeContext: () => RequestContext;
  /** who asks over plain HTTP */
  contextOf: (request: Request) => Promise<RequestContext>;
  /** where files from outside wait until they are recorded */
  uploads: Uploads;
  present: ErrorPresenter;
  log: Logger;
  hosts: ReadonlySet<string>;
  /** whether the database answers */
  isReady: () => Promise<boolean>;
  /** answers /graphiql; whoever may not open it is stopped before it */
  graphiql: RequestHandler;
  /** answers every path that is not ours; absent when only the API is served */
  dashboard?: RequestHandler;
}

/** The HTTP side: who may ask, /ingest, /healthz, /readyz, /graphql, /graphiql, /export, then the dashboard. */
export function makeHttpApp({ apollo, makeContext, contextOf, uploads, present, log, hosts, isReady, graphiql, dashboard }: HttpParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders, originGuard(hosts, present));
  app.use('/ingest', ingestRouter({ contextOf, uploads, present }));
  app.use(bodyDeadline());
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const ready = await isReady();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'database away' });
  });
  app.use(
    '/graphql',
    express.json({ limit: LIMITS.bodyBytes }),
    sourceGuard(present),
    expressMiddleware(apollo, { context: async () => makeContext() }),
  );
  app.use('/graphiql', graphiql);
  app.use('/export', exportRouter({ contextOf, present, log }));
  app.use(dashboard ?? notFound(present));
  app.use(errorAnswer(present));
  return app;
}

const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'same-origin',
  });
  next();
};

function originGuard(hosts: ReadonlySet<string>, present: ErrorPresenter): RequestHandler {
  return (request, response, next) => {
    const refused = originRefusal(request, hosts);
    if (refused) response.status(403).json({ errors: [present(withCode('FORBIDDEN', refused))] });
    else next();
  };
}

function notFound(present: ErrorPresenter): RequestHandler {
  return (_request, response) => {
    response.status(404).json({ errors: [present(withCode('NOT_FOUND', 'There is nothing here; GraphQL is at /graphql.'))] });
  };
}

/** Codes of bodies that cannot be read, by status. */
const BODY_ERRORS: Record<number, [string, string]> = {
  400: ['BAD_REQUEST', 'The body of the request is not readable JSON.'],
  413: ['PAYLOAD_TOO_LARGE', `The body of the request is over ${LIMITS.bodyBytes} bytes.`],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'The body of the request is in an encoding other than UTF-8, gzip or deflate.'],
};

/** Express would answer with a page of HTML and a stack trace. Its parser's errors carry a status; anything else is ours. */
function errorAnswer(present: ErrorPresenter): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = Number((error as { status?: unknown } | null)?.status);
    const known = BODY_ERRORS[status];
    response.status(known ? status : 500).json({ errors: [present(known ? withCode(...known) : error)] });
  };
}

function withCode(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
