import { parseCookie } from 'cookie';
import express, { type CookieOptions, type Request, type RequestHandler, type Response, Router } from 'express';
import { hashSecret } from '../../prisma/secrets.ts';
import { cookieNames, readCredentials } from '../access/credentials.ts';
import type { Caller } from '../access/caller.ts';
import { unauthenticated } from '../access/doorkeeper.ts';
import { SESSION } from '../access/find-callers.ts';
import type { Gate } from '../access/gate.ts';
import { beginSession, endSession } from '../access/sessions.ts';
import { CollapsarError } from '../../prisma/errors.ts';

/** POST /session with `{ "token": "clp_..." }` signs a browser in, DELETE /session signs it out. Only JSON is read: a form cannot send it. */
export function sessionRouter(gate: Gate): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  router.post('/', express.json({ limit: 4096, inflate: false }), signIn(gate));
  router.delete('/', signOut(gate));
  return router;
}

function signIn(gate: Gate): RequestHandler {
  const { doorkeeper, settings } = gate;
  return async (request, response) => {
    refuseForeign(request, gate);
    const token: unknown = request.body?.token;
    if (typeof token !== 'string' || token === '') throw new CollapsarError('BAD_REQUEST', 'Send the token as JSON: { "token": "clp_..." }.');
    const { caller, door } = await doorkeeper.identify(readCredentials(request, settings, token)).catch(async (error) => {
      if (error.code === 'UNAUTHENTICATED') await audit(gate, null, 'signIn', 'UNAUTHENTICATED');
      throw error;
    });
    if (door !== 'token') throw unauthenticated();
    await giveSession(gate, request, response, caller.id);
    await audit(gate, caller, 'signIn');
    response.json({ person: caller.person, role: caller.access });
  };
}

/** Begins a session of a token in this browser; the one that it had ends. */
export async function giveSession(gate: Gate, request: Request, response: Response, tokenId: string): Promise<void> {
  const cookie = await beginSession(gate.record, tokenId, cookieOf(request, gate));
  response.cookie(cookieNames(gate.settings).session, cookie, { ...cookieOptions(gate), maxAge: SESSION.days * 24 * 3600 * 1000 });
}

function signOut(gate: Gate): RequestHandler {
  const { record, doorkeeper, settings } = gate;
  return async (request, response) => {
    refuseForeign(request, gate);
    const cookie = cookieOf(request, gate);
    if (cookie) {
      const caller = await doorkeeper.identify({ ...readCredentials(request, settings, null), bearer: null, link: null, isNear: false, session: hashSecret(cookie) }).catch(() => null);
      if (await endSession(record, cookie)) await audit(gate, caller?.caller ?? null, 'signOut');
    }
    for (const name of Object.values(cookieNames(settings))) response.clearCookie(name, cookieOptions(gate));
    response.status(204).end();
  };
}

const cookieOf = (request: Request, { settings }: Gate): string | undefined => parseCookie(request.headers.cookie ?? '')[cookieNames(settings).session];

const cookieOptions = ({ settings }: Gate): CookieOptions => ({ httpOnly: true, sameSite: 'lax', secure: settings.isSecure, path: '/' });

/** A page of another origin asks with a token each time; it does not sign the browser in or out. */
export function refuseForeign(request: Request, { settings }: Gate): void {
  if (request.headers.origin === undefined || !settings.corsOrigins.has(request.headers.origin)) return;
  throw new CollapsarError('FORBIDDEN', 'A browser signs in on the pages of this server only.');
}

async function audit({ record }: Gate, caller: Caller | null, action: string, refusal?: string): Promise<void> {
  const role = caller === null || caller.access === 'LINK' ? null : caller.access;
  await record.auditEvent.create({ data: { caller: caller?.id ?? null, person: caller?.person ?? null, role, action, refusal: refusal ?? null } });
}
