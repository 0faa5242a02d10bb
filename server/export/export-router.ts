import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, type Router } from 'express';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { CollapsarError } from '../../prisma/errors.ts';
import { type Access, demand } from '../access/caller.ts';
import { LIMITS } from '../access/limits.ts';
import { type ErrorPresenter, RETRY_AFTER_SECONDS } from '../access/present-error.ts';
import type { RequestContext } from '../access/request-context.ts';
import { writeArchive } from './archive-writer.ts';
import { auditTable } from './audit-table.ts';
import { epochsTable } from './epochs-table.ts';
import type { ExportTable, TableFormat } from './export-table.ts';
import { archiveQuery, auditQuery, epochsQuery, readQuery, runsQuery, seriesQuery } from './read-query.ts';
import { runsTable } from './runs-table.ts';
import { sendExport, sendForEver } from './send-export.ts';
import { seriesTable } from './series-table.ts';
import { snapshotFile } from './snapshot-file.ts';
import { demandStudy } from './visible-study.ts';
import { csv } from './write-csv.ts';
import { ndjson } from './write-ndjson.ts';
import { parquet } from './write-parquet.ts';

export interface ExportParts {
  /** who asks, and the record as they see it; throws where nobody may be let in */
  contextOf: (request: Request) => Promise<RequestContext>;
  present: ErrorPresenter;
  log: Logger;
}

const FORMATS: Record<string, TableFormat> = { csv, ndjson, parquet };

type Answer = (request: Request, response: Response, context: RequestContext) => Promise<void>;

/** All under /export: tables as CSV, NDJSON and Parquet, snapshots as safetensors, studies as archives. Errors are JSON as in GraphQL. */
export function exportRouter(parts: ExportParts): Router {
  const router = express.Router();
  const answer = answering(parts);
  router.get('/series.:format', answer(table((context, query) => seriesTable(context, readQuery(seriesQuery, query)))));
  router.get('/runs.:format', answer(table((context, query) => runsTable(context, readQuery(runsQuery, query)))));
  router.get('/epochs.:format', answer(table((context, query) => epochsTable(context, readQuery(epochsQuery, query)))));
  router.get('/audit.:format', answer(table(auditOf, 'ADMIN')));
  router.get('/snapshots/:id.safetensors', answer(sendSnapshot));
  router.get('/studies/:id.tar', answer(sendArchive));
  router.use(nothingElse);
  router.use(errorAnswer(parts));
  return router;
}

/** Lets in a bounded number at once, and knows who asks. */
function answering({ contextOf }: ExportParts): (work: Answer) => RequestHandler {
  let open = 0;
  const byCaller = new Map<string, number>();
  const enter = (id: string) => {
    const own = byCaller.get(id) ?? 0;
    if (id !== 'local' && own >= LIMITS.exportsPerToken) throw new CollapsarError('RATE_LIMITED', `${own} exports of yours are under way; at most ${LIMITS.exportsPerToken} are, so try again when one has ended.`, { details: { limit: LIMITS.exportsPerToken, retryAfterMs: RETRY_AFTER_SECONDS * 1000 } });
    byCaller.set(id, own + 1);
    return () => {
      const left = byCaller.get(id)! - 1;
      if (left === 0) byCaller.delete(id);
      else byCaller.set(id, left);
    };
  };
  return (work) => async (request, response) => {
    if (open >= LIMITS.exports) throw new CollapsarError('RATE_LIMITED', `${open} exports are under way; at most ${LIMITS.exports} are, so try again when one has ended.`, { details: { limit: LIMITS.exports, retryAfterMs: RETRY_AFTER_SECONDS * 1000 } });
    open += 1;
    try {
      const context = await contextOf(request);
      const leave = enter(context.caller.id);
      await work(request, response, context).finally(leave);
    } finally {
      open -= 1;
    }
  };
}

function table(make: (context: RequestContext, query: unknown) => Promise<ExportTable>, access: Access = 'LINK'): Answer {
  return async (request, response, context) => {
    demand(context.caller, access, 'exporting a table');
    const ending = String(request.params.format);
    const format = Object.hasOwn(FORMATS, ending) ? FORMATS[ending] : undefined;
    if (!format) throw new CollapsarError('NOT_FOUND', `There is no export with the ending .${ending.slice(0, 20)}; there are ${Object.keys(FORMATS).map((known) => `.${known}`).join(', ')}.`);
    const made = await make(context, request.query);
    await sendExport(request, response, { name: `collapsar-${made.name}.${ending}`, contentType: format.contentType, bytes: () => format.write(made) });
  };
}

async function auditOf({ record }: RequestContext, query: unknown): Promise<ExportTable> {
  const { refused, ...choice } = readQuery(auditQuery, query);
  return auditTable(record, { ...choice, isRefused: refused });
}

const sendSnapshot: Answer = async (request, response, context) => {
  demand(context.caller, 'VIEWER', 'exporting a snapshot');
  const id = String(request.params.id);
  sendForEver(request, response, { name: `${id}.safetensors`, contentType: 'application/octet-stream', ...(await snapshotFile(context, id)) });
};

const sendArchive: Answer = async (request, response, context) => {
  demand(context.caller, 'VIEWER', 'exporting a whole study');
  const study = await demandStudy(context, String(request.params.id));
  const choice = readQuery(archiveQuery, request.query);
  await sendExport(request, response, { name: `${study.slug}.tar`, contentType: 'application/x-tar', bytes: () => writeArchive(context.record, study, choice) });
};

const nothingElse: RequestHandler = (request, response) => {
  if (request.method === 'GET' || request.method === 'HEAD') throw new CollapsarError('NOT_FOUND', 'There is no such export; docs/export.md lists those there are.');
  response.set('allow', 'GET, HEAD');
  throw new CollapsarError('METHOD_NOT_ALLOWED', 'An export is read by GET or HEAD.');
};

const STATUS: Record<string, number> = {
  BAD_USER_INPUT: 400, BAD_REQUEST: 400, UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409, RATE_LIMITED: 429, UNAVAILABLE: 503, DEADLINE_EXCEEDED: 504,
};

/** The status of a failure before the first byte; after it, the connection was cut, and the log says why. */
function errorAnswer({ present, log }: ExportParts): ErrorRequestHandler {
  return (error, request, response, _next) => {
    if (response.headersSent) {
      if (!isHangUp(error)) log.warn({ path: request.baseUrl + request.path, err: error }, 'an export was cut off');
      return void response.destroy();
    }
    // a path that express cannot decode, e.g. %ff
    const shown = present(Number((error as { status?: unknown })?.status) === 400 ? new GraphQLError('The address cannot be read.', { extensions: { code: 'BAD_REQUEST' } }) : error);
    const code = String(shown.extensions?.code);
    for (const name of ['content-type', 'content-disposition', 'trailer', 'etag']) response.removeHeader(name);
    response.set('cache-control', 'no-store');
    if (code === 'UNAVAILABLE' || code === 'RATE_LIMITED') response.set('retry-after', String(RETRY_AFTER_SECONDS));
    response.status(STATUS[code] ?? 500).json({ errors: [shown] });
  };
}

/** The client went away: no fault of ours. */
const isHangUp = (error: unknown) => (error as NodeJS.ErrnoException)?.code === 'ERR_STREAM_PREMATURE_CLOSE';
