import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import cors from 'cors';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { CollapsarError } from '../prisma/errors.ts';
import { mayReadSchema } from './access/admit.ts';
import { sourceGuard } from './access/apollo-limits.ts';
import { bodyDeadline } from './access/body-deadline.ts';
import { cookieNames } from './access/credentials.ts';
import type { Gate } from './access/gate.ts';
import { contextMaker, httpEntry } from './access/http-entry.ts';
import { LIMITS } from './access/limits.ts';
import type { ErrorPresenter } from './access/present-error.ts';
import type { MakeContext, RequestContext } from './access/request-context.ts';
import { withRequestId } from './access/request-id.ts';
import { originRefusal } from './access/same-origin.ts';
import { thumbnailRouter } from './classes/thumbnail-router.ts';
import { exportRouter } from './export/export-router.ts';
import { ingestRouter } from './ingest/ingest-router.ts';
import type { Uploads } from './ingest/uploads/uploads.ts';
import { type MetricsPageParts, metricsPage } from './monitoring/metrics-page.ts';
import type { Tracing } from './monitoring/otlp-tracing.ts';
import { requestMetrics } from './monitoring/request-metrics.ts';
import { invitedSession, inviteRouter } from './people/invite-router.ts';
import { linkRouter } from './people/link-router.ts';
import { sessionRouter } from './people/session-router.ts';
import { reportRouter } from './reports/report-router.ts';

export interface HttpParts {
  apollo: ApolloServer<RequestContext>;
  gate: Gate;
  /** where files from outside wait until they are recorded */
  uploads: Uploads;
  present: ErrorPresenter;
  log: Logger;
  /** names that requests may come under, and pages' origins beside those */
  hosts: ReadonlySet<string>;
  origins: ReadonlySet<string>;
  /** what /metrics tells, and hash of the token that may read it */
  metrics: Pick<MetricsPageParts, 'registry' | 'tokenHash'>;
  tracing?: Tracing;
  /** whether the database answers */
  isReady: () => Promise<boolean>;
  /** answers /graphiql; whoever may not open it is stopped before it */
  graphiql: RequestHandler;
  /** answers every path that is not ours; absent when only the API is served */
  dashboard?: RequestHandler;
}

/** The HTTP side: who may ask, /ingest, /healthz, /readyz, /metrics, /session, /invite, /s, /graphql, /graphiql, /export, /thumbnails, then the dashboard. */
export function makeHttpApp({ apollo, gate, uploads, present, log, hosts, origins, metrics, tracing, isReady, graphiql, dashboard }: HttpParts): Express {
  const app = express();
  const makeContext = contextMaker(gate);
  app.disable('x-powered-by');
  app.use(withRequestId, ...(tracing ? [tracing.requests] : []), requestMetrics(metrics.registry), securityHeaders, originGuard(hosts, origins, present));
  if (gate.settings.corsOrigins.size > 0) app.use(crossOrigin(gate));
  app.use('/ingest', httpEntry(gate, makeContext), ingestRouter({ contextOf: makeContext, uploads, present }));
  app.use(bodyDeadline());
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const ready = await isReady();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'database away' });
  });
  app.get('/metrics', metricsPage({ gate, makeContext, ...metrics }));
  app.use('/session', sessionRouter(gate));
  app.use('/session/invite', invitedSession(gate));
  app.use('/invite', inviteRouter(gate));
  app.use('/s', linkRouter(gate));
  app.use('/graphql', httpEntry(gate, makeContext), express.json({ limit: LIMITS.bodyBytes, inflate: false }), sourceGuard(present));
  app.use('/graphql', untagged(expressMiddleware(apollo, { context: async ({ req }) => withDeadline(await makeContext(req)) })));
  app.use('/graphiql', schemaReadersOnly(gate, makeContext, present), graphiql);
  app.use('/export/reports', httpEntry(gate, makeContext), reportRouter(makeContext));
  app.use('/export', httpEntry(gate, makeContext), exportRouter({ contextOf: makeContext, present, log }));
  app.use('/thumbnails', httpEntry(gate, makeContext), thumbnailRouter({ contextOf: makeContext }));
  app.use(dashboard ?? notFound(present));
  app.use(errorAnswer(present, gate));
  return app;
}

/** Express would take a digest of each answer for an ETag: no client keeps what is no-store. */
function untagged(handler: RequestHandler): RequestHandler {
  return express().disable('etag').disable('x-powered-by').use(handler);
}

function withDeadline(context: RequestContext): RequestContext {
  context.life.endAfter(LIMITS.operationMs);
  return context;
}

/** Pages of the origins in COLLAPSAR_CORS_ORIGINS may ask with a token; cookies are never theirs to send. */
function crossOrigin({ settings }: Gate): RequestHandler {
  const told = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset', 'Retry-After', 'X-Request-Id'];
  return cors({ origin: [...settings.corsOrigins], credentials: false, methods: ['GET', 'POST', 'PUT'], exposedHeaders: told, maxAge: 600 });
}

const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-robots-tag': 'noindex',
  });
  next();
};

function originGuard(hosts: ReadonlySet<string>, origins: ReadonlySet<string>, present: ErrorPresenter): RequestHandler {
  return (request, response, next) => {
    const refused = originRefusal(request, hosts, origins);
    if (refused) response.status(403).json({ errors: [present(withCode('FORBIDDEN', refused))] });
    else next();
  };
}

/** GraphiQL shows the whole schema: to strangers it is not there. */
function schemaReadersOnly({ settings }: Gate, makeContext: MakeContext, present: ErrorPresenter): RequestHandler {
  return async (request, response, next) => {
    const { caller } = await makeContext(request);
    if (mayReadSchema(settings, caller)) next();
    else notFound(present)(request, response, next);
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
  415: ['UNSUPPORTED_MEDIA_TYPE', 'The body of the request must be JSON in UTF-8, sent as it is: a compressed body (Content-Encoding) is not unpacked.'],
};

/** Statuses of our own refusals, where the whole request is refused. */
const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, BAD_USER_INPUT: 400, BAD_REQUEST: 400, CONFLICT: 409, PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413, UNSUPPORTED_MEDIA_TYPE: 415, UPLOAD_REJECTED: 422, RATE_LIMITED: 429, UNAVAILABLE: 503, DEADLINE_EXCEEDED: 504,
};

/**
 * Express would answer with a page of HTML and a stack trace. Its parser's errors carry a status, ours a code; anything else is a fault of the
 * program. A cookie that is no longer good goes, or the browser would send it for ever.
 */
function errorAnswer(present: ErrorPresenter, { settings }: Gate): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const known = error instanceof CollapsarError ? undefined : BODY_ERRORS[Number((error as { status?: unknown } | null)?.status)];
    const shown = present(known ? withCode(...known) : error);
    const code = String(shown.extensions?.code);
    const status = STATUS[code] ?? 500;
    if (status === 401) {
      response.set('www-authenticate', 'Bearer realm="Collapsar"');
      if (request.headers.cookie) for (const name of Object.values(cookieNames(settings))) response.clearCookie(name, { path: '/', secure: settings.isSecure });
    }
    const waitMs = Number(shown.extensions?.retryAfterMs);
    if (waitMs > 0) response.set('retry-after', String(Math.ceil(waitMs / 1000)));
    response.status(status).json({ errors: [shown] });
  };
}

function withCode(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
