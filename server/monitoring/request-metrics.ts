import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestHandler } from 'express';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { RequestContext } from '../access/request-context.ts';

/** First parts of our paths. Anything else counts as a page: what strangers ask for never becomes a label. */
const ROUTES = new Set(['graphql', 'ingest', 'export', 'session', 's', 'thumbnails', 'graphiql', 'healthz', 'readyz', 'metrics', 'webhooks', 'reports', 'hooks']);
/** Codes of errors that are counted by name; others are OTHER. */
const CODES = new Set([
  'OK', 'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'CONFLICT', 'PRECONDITION_FAILED', 'RATE_LIMITED', 'UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL_SERVER_ERROR',
  'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'METRIC_UNDEFINED', 'DATA_CORRUPT',
]);
const SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10];

/** The first part of a path, `page` for those of the dashboard and for what does not exist. */
export function routeOf(path: string): string {
  const first = path.split('/', 2)[1] ?? '';
  return ROUTES.has(first) ? first : 'page';
}

/** Counts and times every HTTP request by the first part of its path. */
export function requestMetrics(registry: Registry): RequestHandler {
  const requests = new Counter({ name: 'collapsar_http_requests_total', help: 'HTTP requests answered, by part of the server and status.', labelNames: ['route', 'status'], registers: [registry] });
  const seconds = new Histogram({ name: 'collapsar_http_request_seconds', help: 'Time to the end of the answer.', labelNames: ['route'], buckets: SECONDS, registers: [registry] });
  return (request, response, next) => {
    const route = routeOf(request.path);
    const stop = seconds.startTimer({ route });
    response.once('close', () => {
      stop();
      requests.inc({ route, status: response.headersSent ? String(response.statusCode) : 'cut' });
    });
    next();
  };
}

/** Counts GraphQL operations over HTTP by their kind and the code of their first error. */
export function operationMetrics(registry: Registry): ApolloServerPlugin<RequestContext> {
  const operations = new Counter({ name: 'collapsar_operations_total', help: 'GraphQL operations over HTTP, by kind and code of the first error.', labelNames: ['kind', 'code'], registers: [registry] });
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ operation, response }) {
          const errors = response.body.kind === 'single' ? response.body.singleResult.errors : undefined;
          const code = String(errors?.[0]?.extensions?.code ?? 'OK');
          operations.inc({ kind: operation?.operation ?? 'refused', code: CODES.has(code) ? code : 'OTHER' });
        },
      };
    },
  };
}
