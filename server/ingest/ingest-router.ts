import express, { type Request, type Response, Router } from 'express';
import { CollapsarError } from '../../prisma/errors.ts';
import { bodyDeadline } from '../access/body-deadline.ts';
import { demand } from '../access/caller.ts';
import { LIMITS } from '../access/limits.ts';
import type { ErrorPresenter } from '../access/present-error.ts';
import type { RequestContext } from '../access/request-context.ts';
import { ingestErrors } from './ingest-errors.ts';
import { demandHeader, demandType, readLength, readPiece } from './read-request.ts';
import { createIngestedRun } from './recording/create-run.ts';
import { digest, epochDetails, epochNumber, recordInput } from './recording/epoch-input.ts';
import { finishRun } from './recording/finish-run.ts';
import { demandIngestedRun } from './recording/ingested-run.ts';
import { readInput } from './recording/read-input.ts';
import { recordIngestedEpoch } from './recording/record-epoch.ts';
import { readQuery } from './recording/read-query.ts';
import type { Uploads } from './uploads/uploads.ts';

export interface IngestParts {
  /** who asks; @throws CollapsarError UNAUTHENTICATED */
  contextOf: (request: Request) => Promise<RequestContext>;
  uploads: Uploads;
  present: ErrorPresenter;
}

type Work = (context: RequestContext, request: Request, response: Response) => Promise<void>;

/** Runs and epochs from outside, over plain HTTP: bytes do not go through GraphQL. All of it needs the role operator. docs/import.md is the manual. */
export function ingestRouter({ contextOf, uploads, present }: IngestParts): Router {
  const router = Router();
  const json = [bodyDeadline(), jsonOnly, express.json({ limit: LIMITS.bodyBytes, type: 'application/json', inflate: false })];
  // who may not ask is told so before a body is read
  const { demandOperator, operator } = operators(contextOf);
  router.use(demandHeader, demandOperator);

  router.head('/uploads/:digest', operator(async (_context, request, response) => {
    const { received, isComplete } = uploads.state(digestIn(request));
    response.set({ 'upload-offset': String(received), 'upload-complete': isComplete ? '?1' : '?0', 'cache-control': 'no-store' }).end();
  }));
  router.put('/uploads/:digest', operator(async ({ caller }, request, response) => {
    demandType(request, 'application/octet-stream');
    const { received, isComplete } = await uploads.receive(caller.id, digestIn(request), readPiece(request));
    request.resume();
    response.status(isComplete ? 201 : 202).json({ digest: digestIn(request), received, isComplete });
  }));
  router.post('/runs', json, operator(async (context, request, response) => {
    const created = await createIngestedRun(context, request.body);
    response.status(created.isNew ? 201 : 200).json(created);
  }));
  router.post('/runs/:runId/finish', json, operator(async (context, request, response) => {
    response.json(await finishRun(context, runIn(request), request.body));
  }));
  router.post('/runs/:runId/epochs/:epoch', json, operator(async (context, request, response) => {
    const { upload, ...details } = readInput(recordInput, request.body);
    response.json(await recordIngestedEpoch(context, { runId: runIn(request), epoch: epochIn(request), file: uploads.use(upload), details }));
  }));
  router.put('/runs/:runId/epochs/:epoch', operator(async (context, request, response) => {
    demandType(request, 'application/octet-stream');
    const details = readInput(epochDetails, readQuery(request.query));
    const [runId, epoch] = [runIn(request), epochIn(request)];
    await demandIngestedRun(context.record, context.caller, runId);
    const found = await uploads.receiveWhole(context.caller.id, { body: request, total: readLength(request) });
    response.json(await recordIngestedEpoch(context, { runId, epoch, file: uploads.use(found), details }));
  }));
  router.use(ingestErrors(present));
  return router;
}

/** Asks once who it is, first of all, and hands that to the work. */
function operators(contextOf: IngestParts['contextOf']) {
  const contexts = new WeakMap<Request, RequestContext>();
  const demandOperator: express.RequestHandler = async (request, _response, next) => {
    const context = await contextOf(request);
    demand(context.caller, 'OPERATOR', 'Importing');
    contexts.set(request, context);
    next();
  };
  const operator = (work: Work) => (request: Request, response: Response) => work(contexts.get(request)!, request, response);
  return { demandOperator, operator };
}

const jsonOnly: express.RequestHandler = (request, _response, next) => {
  demandType(request, 'application/json');
  next();
};

function digestIn(request: Request): string {
  return readInput(digest, request.params.digest);
}

function runIn(request: Request): string {
  return String(request.params.runId);
}

function epochIn(request: Request): number {
  const given = String(request.params.epoch);
  if (!/^\d{1,8}$/.test(given)) throw new CollapsarError('BAD_USER_INPUT', 'The epoch must be a whole number from 1 to 10000000.', { details: { path: 'epoch', rule: 'custom' } });
  return readInput(epochNumber, Number(given));
}
