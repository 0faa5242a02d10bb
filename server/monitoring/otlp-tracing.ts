import { AsyncLocalStorage } from 'node:async_hooks';
import type { ApolloServerPlugin } from '@apollo/server';
import { DiagLogLevel, defaultTextMapGetter, diag, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { StatementWatch } from '../../prisma/watched-pool.ts';
import type { RequestContext } from '../access/request-context.ts';
import { currentRequestId } from '../access/request-id.ts';
import { routeOf } from './request-metrics.ts';

/** Where the server tells of a request, of its GraphQL operation and of its statements, as spans of one trace. */
export interface Tracing {
  /** Express: behind the handler that gives each request its id. */
  requests: RequestHandler;
  /** Apollo */
  operations: ApolloServerPlugin<RequestContext>;
  /** the record's client */
  statements: StatementWatch;
  /** Sends what is left, 3 s at most. */
  end: () => Promise<void>;
}

/** Settings by the names that OpenTelemetry gave them. */
export interface TracingSettings {
  /** of the receiver, as OTLP over HTTP takes them: .../v1/traces */
  url: string;
  /** share of the traces that are kept, 0 to 1 */
  ratio: number;
  /** whether a proxy in front may name the trace that a request belongs to */
  trustsParent: boolean;
}

/** Spans of one request. A page may run several operations at once: whose a statement is then nobody knows, and it stands below the request. */
interface Spans {
  request: Span;
  operations: Set<Span>;
}
const above = ({ request, operations: [one, another] }: Spans) => (one && !another ? one : request);

const SEND_EACH_MS = 2000;
const SEND_WITHIN_MS = 5000;
const END_WITHIN_MS = 3000;
const COMPLAIN_EACH_MS = 60_000;
const LONGEST_STATEMENT = 4000;
const METHODS = new Set(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH']);

/**
 * Spans by our own three hooks. OpenTelemetry's instrumentations change packages while they are loaded, which ES modules allow only through a
 * loader, and would tell whole addresses, in which share links have their secrets. The provider is not the global one either: Next and
 * others that know OpenTelemetry would add spans of theirs. What is told is written here and nowhere else.
 */
export function makeTracing({ url, ratio, trustsParent }: TracingSettings, log: Logger): Tracing {
  complainTo(log);
  const resource = defaultResource().merge(resourceFromAttributes({ 'service.name': 'collapsar-server' })).merge(detectResources({ detectors: [envDetector] }));
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: SEND_WITHIN_MS });
  const processor = new BatchSpanProcessor({ exporter, scheduledDelayMillis: SEND_EACH_MS, exportTimeoutMillis: SEND_WITHIN_MS });
  const provider = new TracerProvider({ resource, sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }), spanProcessors: [processor] });
  const tracer = provider.getTracer('collapsar');
  const current = new AsyncLocalStorage<Spans>();
  return {
    requests: traceRequests(tracer, current, trustsParent),
    operations: traceOperations(tracer, current),
    statements: traceStatements(tracer, current),
    async end() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, END_WITHIN_MS).unref());
      await Promise.race([provider.shutdown().catch(() => {}), late]);
    },
  };
}

function traceRequests(tracer: Tracer, current: AsyncLocalStorage<Spans>, trustsParent: boolean): RequestHandler {
  const propagator = new W3CTraceContextPropagator();
  return (request, response, next) => {
    const parent = trustsParent ? propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter) : ROOT_CONTEXT;
    const method = METHODS.has(request.method) ? request.method : '_OTHER';
    const route = routeOf(request.path);
    const attributes = { 'http.request.method': method, 'http.route': route, 'collapsar.request_id': currentRequestId() };
    const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
    response.once('close', () => {
      const status = response.headersSent ? response.statusCode : undefined;
      if (status) span.setAttribute('http.response.status_code', status);
      if (!status || status >= 500) fail(span, status ? String(status) : 'cut');
      span.end();
    });
    current.run({ request: span, operations: new Set() }, next);
  };
}

function traceOperations(tracer: Tracer, current: AsyncLocalStorage<Spans>): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      const spans = current.getStore();
      if (!spans) return;
      const span = tracer.startSpan('GraphQL', { kind: SpanKind.INTERNAL }, trace.setSpan(ROOT_CONTEXT, spans.request));
      spans.operations.add(span);
      return {
        async didResolveOperation({ operation, operationName }) {
          if (!operation) return;
          // validated by now: names of the schema, and a name of letters, digits and _
          const fields = operation.selectionSet.selections.flatMap((each) => (each.kind === 'Field' ? [each.name.value] : []));
          span.updateName(operation.operation);
          span.setAttributes({ 'graphql.operation.type': operation.operation, 'collapsar.fields': [...new Set(fields)], ...(operationName && { 'graphql.operation.name': operationName.slice(0, 100) }) });
        },
        async willSendResponse({ response }) {
          const errors = response.body.kind === 'single' ? response.body.singleResult.errors : undefined;
          if (errors?.[0]) fail(span, String(errors[0].extensions?.code));
          span.end();
          spans.operations.delete(span);
        },
      };
    },
  };
}

/** Statements of no request, such as those of webhooks and of news for subscribers, are not told. */
function traceStatements(tracer: Tracer, current: AsyncLocalStorage<Spans>): StatementWatch {
  return (sql) => {
    const spans = current.getStore();
    if (!spans) return () => {};
    // values are parameters, which never come here; texts that a statement has itself go too
    const text = sql.replaceAll(/'(?:[^']|'')*'/g, "'?'").slice(0, LONGEST_STATEMENT);
    const kind = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'STATEMENT';
    const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': kind, 'db.query.text': text };
    const span = tracer.startSpan(kind, { kind: SpanKind.CLIENT, attributes }, trace.setSpan(ROOT_CONTEXT, above(spans)));
    return (error) => {
      if (error) fail(span, (error as { code?: string }).code ?? 'failed');
      span.end();
    };
  };
}

/** Codes alone: a message may repeat what somebody typed. */
function fail(span: Span, code: string): void {
  span.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR });
}

/** A receiver that is away costs spans and nothing else; the log says so once a minute. */
function complainTo(log: Logger): void {
  let last = Number.NEGATIVE_INFINITY;
  const error = () => {
    if (performance.now() - last < COMPLAIN_EACH_MS) return;
    last = performance.now();
    log.warn('spans could not be delivered: the receiver that OTEL_EXPORTER_OTLP_ENDPOINT names is away or refuses them');
  };
  const nothing = () => {};
  diag.setLogger({ error, warn: nothing, info: nothing, debug: nothing, verbose: nothing }, { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true });
}
