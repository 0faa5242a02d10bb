import { create as contentDisposition } from 'content-disposition';
import { type Request, Router } from 'express';
import { CollapsarError } from '../../prisma/errors.ts';
import { demand } from '../access/caller.ts';
import type { RequestContext } from '../access/request-context.ts';
import { reportFile } from './report-file.ts';

/** GET /export/reports/ID?version=N: a report as one HTML file. It is saved, never opened at this address, where it would share cookies with the dashboard. */
export function reportRouter(contextOf: (request: Request) => Promise<RequestContext>): Router {
  const router = Router();
  router.get('/:id', async (request, response) => {
    const context = await contextOf(request);
    demand(context.caller, 'LINK', 'exporting a report');
    const { name, html } = await reportFile(context, request.params.id, versionIn(request.query));
    response.set({ 'content-type': 'text/html; charset=utf-8', 'content-disposition': contentDisposition(name), 'cache-control': 'no-store' });
    response.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox");
    response.send(html);
  });
  return router;
}

/** @throws CollapsarError BAD_USER_INPUT */
function versionIn({ version, ...others }: Request['query']): number | null {
  const other = Object.keys(others)[0];
  if (other !== undefined) throw new CollapsarError('BAD_USER_INPUT', `There is no setting "${other}" of this export; it has "version" alone.`);
  if (version === undefined) return null;
  if (typeof version === 'string' && /^[1-9]\d{0,8}$/.test(version)) return Number(version);
  throw new CollapsarError('BAD_USER_INPUT', 'version must be the number of one of the report\'s versions, given once.');
}
