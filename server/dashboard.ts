import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import type { RequestHandler } from 'express';
import { CollapsarError } from '../prisma/errors.ts';
import { packageRoot } from '../prisma/package-root.ts';
import type { DrawPage } from './first-answers.ts';

export interface Dashboard {
  handler: RequestHandler;
  close: () => Promise<void>;
}

/** The built dashboard as a handler for the server's port; `drawPage` gives its pages their way to ask. @throws CollapsarError DASHBOARD_NOT_BUILT */
export async function loadDashboard(httpServer: Server, drawPage: DrawPage): Promise<Dashboard> {
  const dir = path.join(packageRoot(import.meta.dirname), 'web');
  if (!existsSync(path.join(dir, '.next', 'BUILD_ID'))) {
    throw new CollapsarError('DASHBOARD_NOT_BUILT', `The dashboard is not built: ${dir} has no .next folder; run "npm run build".`);
  }
  // before Next and React are loaded: they choose their slow development build otherwise
  Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
  const { default: next } = await import('next');
  // the types say namespace, at run time it is the function itself
  const site = (next as unknown as typeof next.default)({ dev: false, dir, httpServer });
  await site.prepare();
  const handle = site.getRequestHandler();
  return { handler: (request, response) => drawPage(request, response, () => void handle(request, response)), close: () => site.close() };
}
