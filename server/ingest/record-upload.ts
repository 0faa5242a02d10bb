import type { RequestContext } from '../access/request-context.ts';
import type { RecordIngestedEpochInput } from './ingest.input.ts';
import { uploadsOf } from './ingest-service.ts';
import { epochNumber, recordInput } from './recording/epoch-input.ts';
import { readInput } from './recording/read-input.ts';
import { type RecordedEpoch, recordIngestedEpoch } from './recording/record-epoch.ts';

/** Records an epoch as GraphQL tells it; needs no idempotency key, as the same epoch again changes nothing. @throws CollapsarError as `recordIngestedEpoch`, and NOT_FOUND for an upload that is not here or not whole */
export async function recordUpload(context: RequestContext, { runId, epoch, uploadDigest, arrays, clientMutationId: _, idempotencyKey: __, ...rest }: RecordIngestedEpochInput): Promise<RecordedEpoch> {
  const names = Object.fromEntries((arrays ?? []).map(({ role, name }) => [role, name]));
  const { upload, ...details } = readInput(recordInput, { ...rest, upload: uploadDigest, arrays: names });
  return recordIngestedEpoch(context, { runId, epoch: readInput(epochNumber, epoch), file: uploadsOf(context.record).use(upload), details });
}
