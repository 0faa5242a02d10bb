import { IngestClient, type MadeEpoch, madeEpoch } from '../server/ingest/ingest-client.ts';
import type { Tally } from './tally.ts';

/** A program that sends the features of one epoch after the other as .npz, each of them another file, until it is over; at least one. */
export async function importEpochs(url: string, headers: Record<string, string>, { made, number, isOver }: { made: MadeEpoch; number: number; isOver: () => boolean }, tally: Tally): Promise<void> {
  const client = new IngestClient(url);
  const created = await client.send('POST', '/runs', { study: 'load-imports', name: `imported ${number}`, architecture: 'MLP', dataset: 'made up' }, headers);
  if (created.status !== 201) tally.failures.push(`a run for imports: status ${created.status}`);
  for (let epoch = 1; epoch === 1 || !isOver(); epoch++) {
    const file = madeEpoch({ ...made, spread: 0.5 / (epoch + number) });
    await tally.time('an epoch imported', async () => {
      const { status, body } = await client.send('PUT', `/runs/${created.body.runId}/epochs/${epoch}?split=TRAIN&layer=last`, file, headers);
      if (status !== 200) throw new Error(`status ${status} ${JSON.stringify(body)}`);
    });
  }
}
