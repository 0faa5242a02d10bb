import { createHash } from 'node:crypto';
import { Router } from 'express';
import type { PrismaClient } from '../../prisma/client.ts';
import { EXAMPLES } from './examples.ts';

/**
 * GraphiQL at the path it is mounted on, with the examples in its tabs: one page with all it needs inside, so that nothing is asked of another
 * host, which its policy forbids too. Whoever mounts it decides who may open it.
 */
export function graphiqlRouter(record: PrismaClient): Router {
  const router = Router();
  router.get('/', async (_request, response) => {
    // nine megabytes: read when somebody asks for the page, not when the server starts
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    const page = renderGraphiQL({ ...SETTINGS, defaultTabs: tabs(await newestRunId(record)) });
    response.set({ 'content-security-policy': policyOf(page), 'cache-control': 'private, no-cache' }).type('html').send(page);
  });
  return router;
}

const SETTINGS = { title: 'Collapsar GraphiQL', favicon: 'data:,', endpoint: '/graphql', subscriptionsProtocol: 'WS', shouldPersistHeaders: false } as const;

/** The run that the examples' variables name. A database that is away is no reason to show no page: it has the answer when somebody asks. */
async function newestRunId(record: PrismaClient): Promise<string> {
  const newest = await record.run.findFirst({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], select: { id: true } }).catch(() => null);
  return newest?.id ?? 'run_';
}

function tabs(runId: string) {
  return EXAMPLES.map(({ title, query, variables }) => ({
    query: `# ${title}\n${query}\n`,
    ...(variables && { variables: JSON.stringify(variables(runId), null, 2) }),
  }));
}

/** Only the page's own script, its workers, which it makes itself, and this server. */
function policyOf(page: string): string {
  const script = page.slice(page.indexOf('<script>') + '<script>'.length, page.lastIndexOf('</script>'));
  const digest = createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'sha256-${digest}'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
