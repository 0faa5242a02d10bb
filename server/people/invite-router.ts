import { parseCookie } from 'cookie';
import express, { type CookieOptions, type Request, type RequestHandler, Router } from 'express';
import { CollapsarError } from '../../prisma/errors.ts';
import { readCredentials } from '../access/credentials.ts';
import type { Gate } from '../access/gate.ts';
import { inviteState, useInvite } from './invites.ts';
import { giveSession, refuseForeign } from './session-router.ts';

/** Where the page stands that shows who is invited, with the button. */
const PAGE = '/welcome';
/** The cookie goes to these requests alone; kept an hour, in which somebody can read the page and press the button. */
const COOKIE_PATH = '/session/invite';
const COOKIE_MS = 3600_000;

/**
 * GET /invite/<secret>: an invitation. The browser gets the secret as a cookie and is sent on to an address without it. Nothing is used up: what
 * only looks at links (mail scanners, previews) must not spend them.
 */
export function inviteRouter(gate: Gate): Router {
  const router = Router();
  router.get('/:secret', (request, response) => {
    response.set({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'no-store' });
    response.cookie(cookieName(gate), request.params.secret.slice(0, 100), { ...options(gate), maxAge: COOKIE_MS });
    response.redirect(303, PAGE);
  });
  return router;
}

/** GET /session/invite says whom the browser's invitation is for and whether it is still good; POST (JSON) uses it up and signs the browser in. */
export function invitedSession(gate: Gate): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const known = await judged(gate, request, (secret) => inviteState(gate.record, secret));
    response.json(known ?? { state: 'unknown', person: null, role: null });
  });
  router.post('/', express.json({ limit: 4096 }), enter(gate));
  return router;
}

function enter(gate: Gate): RequestHandler {
  return async (request, response) => {
    refuseForeign(request, gate);
    // a form of another site cannot send JSON
    if (!request.is('application/json')) throw new CollapsarError('BAD_REQUEST', 'Send an empty JSON object: {}.');
    const used = await judged(gate, request, (secret) => useInvite(gate.record, secret));
    response.clearCookie(cookieName(gate), options(gate));
    if (!used) throw new CollapsarError('PRECONDITION_FAILED', 'This invitation was used, or its time is over. Ask whoever sent it for a new one.');
    await giveSession(gate, request, response, used.tokenId);
    response.json({ person: used.person, role: used.role });
  };
}

/** What `look` finds behind the invitation that the browser brings; a secret that is none counts as a failed try of its address. */
async function judged<T>({ allowance, record, settings }: Gate, request: Request, look: (secret: string) => Promise<T | null>): Promise<T | null> {
  const secret = parseCookie(request.headers.cookie ?? '')[cookieName({ settings })];
  if (!secret) return null;
  const { address } = readCredentials(request, settings, null);
  allowance.checkStranger(address);
  if (!(await inviteState(record, secret))) await allowance.countStranger(address);
  return look(secret);
}

const cookieName = ({ settings }: Pick<Gate, 'settings'>) => `${settings.isSecure ? '__Secure-' : ''}collapsar_invite`;
const options = ({ settings }: Gate): CookieOptions => ({ httpOnly: true, sameSite: 'lax', secure: settings.isSecure, path: COOKIE_PATH });
