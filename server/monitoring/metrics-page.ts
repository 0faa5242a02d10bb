import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { bearerIn, isForwarded } from '../access/credentials.ts';
import type { Gate } from '../access/gate.ts';
import type { MakeContext } from '../access/request-context.ts';
import { hashSecret } from '../../prisma/secrets.ts';

let ofProcess: Registry | undefined;

/** Memory, processor, event loop and garbage collection: of the process, however many servers are in it. */
function processRegistry(): Registry {
  if (!ofProcess) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
}

export interface MetricsPageParts {
  gate: Gate;
  makeContext: MakeContext;
  registry: Registry;
  /** hash of COLLAPSAR_METRICS_TOKEN; null without one */
  tokenHash: string | null;
}

/** Answers GET /metrics in Prometheus's text format: to this machine where no others are served, to admins, and to the token of the settings. Others, and browsers, get what follows: the page of metrics. */
export function metricsPage({ gate, makeContext, registry, tokenHash }: MetricsPageParts): RequestHandler {
  return async (request, response, next) => {
    if (isForPage(request)) return next();
    const mayRead = isNear(request, gate) || isToken(request, tokenHash) || (await makeContext(request)).caller.access === 'ADMIN';
    if (!mayRead) return next();
    const text = `${await registry.metrics()}\n${await processRegistry().metrics()}`;
    response.set({ 'content-type': registry.contentType, 'cache-control': 'no-store' }).send(text);
  };
}

/** The dashboard has a page of the same address: browsers ask for HTML, and the dashboard's own links for a part of a page (`RSC`). */
const isForPage = ({ headers }: Request): boolean => headers.rsc !== undefined || /\btext\/html\b/.test(headers.accept ?? '');

/** A program of this machine, on a server that listens to this machine alone and has no admin's token in its settings. */
function isNear({ headers, socket }: Request, { settings }: Gate): boolean {
  return settings.isLoopback && settings.adminTokenHash === null && headers.authorization === undefined && headers.origin === undefined && !isForwarded(headers) && /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
}

function isToken({ headers }: Request, tokenHash: string | null): boolean {
  const token = bearerIn(headers.authorization);
  return tokenHash !== null && token !== null && timingSafeEqual(Buffer.from(hashSecret(token), 'hex'), Buffer.from(tokenHash, 'hex'));
}
