import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import type { GraphQLSchema } from 'graphql';
import { type Logger, pino } from 'pino';
import { Registry } from 'prom-client';
import { connectRecord, type PrismaClient, SERVER_STATEMENT_TIMEOUT_MS } from '../prisma/client.ts';
import { hashSecret } from '../prisma/secrets.ts';
import { apolloLimits } from './access/apollo-limits.ts';
import type { AccessSettings } from './access/access-settings.ts';
import { limitRules } from './access/document-rules.ts';
import { type Gate, makeGate } from './access/gate.ts';
import { LIMITS } from './access/limits.ts';
import { type ErrorPresenter, errorPresenter } from './access/present-error.ts';
import type { RequestContext } from './access/request-context.ts';
import { allowedHosts } from './access/same-origin.ts';
import { watchFinishedRuns } from './checks/watch-runs.ts';
import { loadDashboard } from './dashboard.ts';
import { firstAnswers } from './first-answers.ts';
import { graphiqlRouter } from './graphiql/graphiql-router.ts';
import { makeHttpApp } from './http-app.ts';
import { UPLOAD_LIMITS } from './ingest/uploads/upload-limits.ts';
import { openUploads, type UploadSettings } from './ingest/ingest-service.ts';
import { closeReadingPool } from './ingest/reading/reading-pool.ts';
import { EventFeed } from './live/event-feed.ts';
import { explainListenError } from './listen-error.ts';
import { closeMeasuringPool } from './measuring/measuring-pool.ts';
import { renewExtremes } from './measuring/renew-extremes.ts';
import type { Tracing } from './monitoring/otlp-tracing.ts';
import { recordMetrics } from './monitoring/record-metrics.ts';
import { operationMetrics } from './monitoring/request-metrics.ts';
import { makeSchema } from './schema.ts';
import { isLoopbackHost, readAdminToken, readHost } from './settings.ts';
import { serveSubscriptions } from './sockets.ts';
import { deliverWebhooks } from './webhooks/deliver.ts';
import { deliveryMetrics } from './webhooks/delivery-metrics.ts';

export interface ServerOptions {
  databaseUrl: string;
  host?: string;
  /** 0 takes any free port */
  port?: number;
  /** whether the dashboard is served too; it must be built */
  web?: boolean;
  /** longest that a page of the dashboard waits for what it shows first, in ms; 400 */
  firstAnswersMs?: number;
  /** host names beside this machine's own that requests may come under */
  allowedHosts?: string[];
  /** where files from outside wait until they are recorded; default .collapsar/uploads */
  uploads?: UploadSettings;
  /** a secret that is an admin's token; needed to be reached by others than this machine */
  adminToken?: string | null;
  /** a secret that lets a program read /metrics, and nothing else */
  metricsToken?: string | null;
  /** where browsers reach the server, when that is not the host and port it listens on */
  publicUrl?: string | null;
  /** proxies in front of the server whose X-Forwarded-For is believed */
  trustProxy?: number;
  /** pages of other origins that may ask with a token */
  corsOrigins?: string[];
  /** whether webhooks may call this very machine, also by http */
  webhookLoopback?: boolean;
  log?: Logger;
  /** whether and where spans are told; ended by whoever started it */
  tracing?: Tracing;
}

export interface RunningServer {
  url: string;
  /** Ends subscriptions, lets requests finish (8 s at most), and leaves nothing open. */
  stop: () => Promise<void>;
}

/** Longest that requests under way may take once the server stops. */
const DRAIN_MS = 8000;
const READY_WITHIN_MS = 2000;
/** A page without data that comes at once is worth more than one with data that comes later than this. */
const FIRST_ANSWERS_MS = 400;

/**
 * Serves GraphQL, its subscriptions and the dashboard on one port. A database that is away is no reason to fail: /readyz says so.
 *
 * @throws CollapsarError SETTING_INVALID, PORT_TAKEN, PORT_REFUSED, HOST_UNAVAILABLE, DASHBOARD_NOT_BUILT, DATABASE_URL_MALFORMED
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { databaseUrl, port = 4000, web = false, webhookLoopback = false, log = pino({ level: 'silent' }), tracing } = options;
  const adminToken = readAdminToken(options.adminToken);
  const metricsToken = readAdminToken(options.metricsToken, 'COLLAPSAR_METRICS_TOKEN');
  const host = readHost(options.host ?? '127.0.0.1', adminToken);
  const settings = accessSettings(options, host, adminToken);
  const record = connectRecord(databaseUrl, {
    max: 10,
    statementTimeoutMs: SERVER_STATEMENT_TIMEOUT_MS,
    applicationName: 'collapsar-server',
    watch: tracing?.statements,
  });
  const schema = await makeSchema();
  const present = errorPresenter(databaseUrl, log);
  const publicUrl = options.publicUrl ? [new URL(options.publicUrl)] : [];
  const hosts = allowedHosts([host, ...publicUrl.map((url) => url.hostname), ...(options.allowedHosts ?? [])]);
  const origins = new Set([...publicUrl.map((url) => url.origin), ...settings.corsOrigins]);
  const httpServer = makeHttpServer();
  const feed = new EventFeed(record, databaseUrl);
  const stopChecks = watchFinishedRuns(record, feed);
  const stopRenewing = renewExtremes(record);
  const gate = makeGate(record, feed, settings);
  const registry = new Registry();
  const apollo = makeApollo(schema, httpServer, present, log, gate, [...(tracing ? [tracing.operations] : []), operationMetrics(registry)]);
  await apollo.start();
  const dashboard = web ? await loadDashboard(httpServer, firstAnswers(apollo, gate, options.firstAnswersMs ?? FIRST_ANSWERS_MS)) : undefined;
  const metrics = { registry, tokenHash: metricsToken === null ? null : hashSecret(metricsToken) };
  const isReady = () => answersInTime(record);
  const { uploads, close: closeUploads } = openUploads(record, options.uploads ?? { folder: path.resolve('.collapsar', 'uploads') });
  httpServer.on('request', makeHttpApp({ apollo, gate, uploads, present, log, hosts, origins, metrics, tracing, isReady, graphiql: graphiqlRouter(record), dashboard: dashboard?.handler }));
  const sockets = serveSubscriptions({ httpServer, schema, gate, present, hosts, origins });
  recordMetrics(registry, record, sockets.operations);
  if (!isLoopbackHost(host) && !settings.isSecure) log.warn('COLLAPSAR_PUBLIC_URL is no https address: tokens and sessions cross the network readable by others');

  let stopWebhooks = async () => {};
  const stop = async () => {
    // sockets before the feed: a subscriber that is told "complete" would not come back, one that is cut off does
    await sockets.close();
    await stopWebhooks();
    await feed.stop();
    await apollo.stop(); // drains and closes the HTTP server
    await dashboard?.close();
    closeUploads();
    await closeMeasuringPool();
    await stopChecks();
    await stopRenewing();
    await closeReadingPool();
    await record.$disconnect();
  };
  try {
    await listen(httpServer, host, port);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = addressOf(httpServer, host);
  stopWebhooks = deliverWebhooks(record, feed, { publicUrl: publicUrl[0]?.origin ?? url, allowsLoopback: webhookLoopback, log, onTry: deliveryMetrics(registry, record) });
  return { url, stop };
}

/** Behind a proxy or at a public address, coming from loopback is no proof of being at this machine. */
function accessSettings({ publicUrl, trustProxy = 0, corsOrigins = [] }: ServerOptions, host: string, adminToken: string | null): AccessSettings {
  return {
    isLoopback: isLoopbackHost(host) && trustProxy === 0 && (!publicUrl || isLoopbackHost(new URL(publicUrl).hostname.replace(/^\[|\]$/g, ''))),
    adminTokenHash: adminToken === null ? null : hashSecret(adminToken),
    isSecure: publicUrl?.startsWith('https:') ?? false,
    proxies: trustProxy,
    corsOrigins: new Set(corsOrigins),
  };
}

function makeHttpServer(): Server {
  const httpServer = createServer({
    headersTimeout: 10_000,
    requestTimeout: UPLOAD_LIMITS.requestMs + 5000, // of uploads; others see bodyDeadline
    keepAliveTimeout: 5000,
    connectionsCheckingInterval: 2000, // Node looks only every 30 s who has overrun these
  });
  httpServer.maxConnections = 500;
  return httpServer;
}

function makeApollo(schema: GraphQLSchema, httpServer: Server, present: ErrorPresenter, log: Logger, gate: Gate, watching: ApolloServerPlugin<RequestContext>[]) {
  return new ApolloServer<RequestContext>({
    schema,
    validationRules: limitRules,
    parseOptions: { maxTokens: LIMITS.tokens },
    formatError: (_formatted, error) => present(error),
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    persistedQueries: false,
    introspection: true,
    stopOnTerminationSignals: false,
    logger: { debug: (m) => log.debug(m), info: (m) => log.info(m), warn: (m) => log.warn(m), error: (m) => log.error(m) },
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: DRAIN_MS }),
      ApolloServerPluginLandingPageDisabled(),
      // it wraps the resolver of every field, a tenth of the time of a list; no-store is set for all answers instead (apollo-limits.ts)
      ApolloServerPluginCacheControlDisabled(),
      ...watching,
      apolloLimits(gate),
    ],
  });
}

function listen(httpServer: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    httpServer.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, host, port)));
    httpServer.listen(port, host, resolve);
  });
}

function addressOf(httpServer: Server, host: string): string {
  const { port } = httpServer.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function answersInTime(record: PrismaClient): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, READY_WITHIN_MS, false).unref());
  const answered = record.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]);
}
