import { setTimeout as sleep } from 'node:timers/promises';
import { Asker } from '../api/http-load.mjs';

const SERIES = `query ($ids: [ID!]!, $metrics: [MetricId!]!) {
  train: series(runIds: $ids, metrics: $metrics, split: TRAIN) { columns { gaps { kind } } }
  test: series(runIds: $ids, metrics: $metrics, split: TEST) { columns { gaps { kind } } }
}`;

/** Asks for every metric of the runs until no value is being computed: what is measured afterwards reads the table. */
export async function warmValues(address, runs) {
  const asker = new Asker(address);
  const metrics = JSON.parse(await asker.ask('{ metrics { id } }')).data.metrics.map(({ id }) => id);
  try {
    for (const id of runs)
      for (let first = 0; first < metrics.length; first += 8)
        while ((await asker.ask(SERIES, { ids: [id], metrics: metrics.slice(first, first + 8) })).includes('"PENDING"')) await sleep(100);
  } finally {
    asker.close();
  }
}
