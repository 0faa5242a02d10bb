import { Router } from 'express';
import { hashSecret } from '../../prisma/secrets.ts';
import { cookieNames, readCredentials } from '../access/credentials.ts';
import type { Gate } from '../access/gate.ts';

const GONE = 'This link is unknown, or its time is over. Ask whoever sent it for a new one.';

/**
 * GET /s/<secret>: a share link. The browser gets the secret as a cookie, which later requests are judged by, and is sent on to an address
 * without it, so that no page, log or referrer beyond this point holds it.
 */
export function linkRouter({ record, settings, allowance, doorkeeper }: Gate): Router {
  const router = Router();
  router.get('/:secret', async (request, response) => {
    const { secret } = request.params;
    response.set({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'no-store' });
    const { caller } = await doorkeeper.identify({ ...readCredentials(request, settings, null), session: null, isNear: false, link: hashSecret(secret) }).catch((error) => {
      if (error.code !== 'UNAUTHENTICATED') throw error;
      return { caller: null };
    });
    if (!caller) return void response.status(404).type('text').send(GONE);
    await allowance.countLink(caller.id);
    const { path, expiresAt } = await record.shareLink.update({ where: { id: caller.id }, data: { useCount: { increment: 1 } }, select: { path: true, expiresAt: true } });
    await record.auditEvent.create({ data: { caller: caller.id, action: 'openShareLink', subject: caller.studyId } });
    response.cookie(cookieNames(settings).link, secret, { httpOnly: true, sameSite: 'lax', secure: settings.isSecure, path: '/', expires: expiresAt });
    response.redirect(303, `/${path || 'runs'}`);
  });
  return router;
}
