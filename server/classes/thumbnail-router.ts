import { type Request, type Response, Router } from 'express';
import type { Split } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { demand } from '../access/caller.ts';
import type { MakeContext, RequestContext } from '../access/request-context.ts';

const LARGEST_INDEX = 2 ** 31 - 1;

/**
 * GET /thumbnails/<data set>/<digest of the data set>/<train|test>/<index>.png: the picture of an image. It never changes. A share link sees
 * those of the data its study's runs were trained on.
 */
export function thumbnailRouter({ contextOf }: { contextOf: MakeContext }): Router {
  const router = Router();
  router.get('/:dataset/:digest/:split/:index.png', async (request, response) => {
    const context = await contextOf(request);
    demand(context.caller, 'LINK', 'seeing a picture');
    const data = await picture(context, request);
    if (!data) throw new CollapsarError('NOT_FOUND', 'There is no such picture; the fields `dataset`, `datasetDigest` and `disagreements` of a run name those there are.');
    sendForEver(request, response, data);
  });
  return router;
}

/** Null where there is none, or none that the caller sees. */
async function picture({ record, caller }: RequestContext, { params }: Request): Promise<Uint8Array | null> {
  const [dataset, datasetDigest] = [String(params.dataset), String(params.digest)];
  const split = ({ train: 'TRAIN', test: 'TEST' } as Record<string, Split>)[String(params.split)];
  const index = /^\d{1,10}$/.test(String(params.index)) ? Number(params.index) : LARGEST_INDEX + 1;
  if (!split || index > LARGEST_INDEX || `${dataset}${datasetDigest}`.includes('\0')) return null;
  const { studyId } = caller;
  if (studyId !== null && !(await record.run.findFirst({ where: { studyId, dataset, datasetDigest }, select: { id: true } }))) return null;
  const row = await record.thumbnail.findUnique({ where: { dataset_datasetDigest_split_index: { dataset, datasetDigest, split, index } }, select: { data: true } });
  return row?.data ?? null;
}

/** The address names the data by their digest, so what lies there is the same for ever. */
function sendForEver(request: Request, response: Response, data: Uint8Array): void {
  response.set({ 'content-type': 'image/png', 'cache-control': 'private, max-age=31536000, immutable', etag: `"${request.originalUrl}"` });
  if (request.fresh) return void response.status(304).end();
  response.set('content-length', String(data.length));
  response.end(request.method === 'HEAD' ? undefined : data);
}
