import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeSnapshot } from '../../../prisma/snapshot/codec.ts';
import { decodeExamples } from '../../../prisma/snapshot/parts.ts';
import { type Served, serve } from '../served.ts';
import { numbers } from '../linear-algebra/matrices.ts';
import { IngestClient, sha256 } from './ingest-client.ts';
import { floats, integers, zip } from './made-files.ts';

let served: Served;
let client: IngestClient;
beforeAll(async () => {
  served = await serve();
  client = new IngestClient(served.url);
});
afterAll(() => served.end());

const [C, N, p] = [3, 30, 4];
const features = numbers(N * p, 11);
const weight = floats([...numbers(C * p, 12)], C, p);
/** Samples with such features: 4 has two, 17 and 29 one each. */
const BAD: [sample: number, feature: number, value: number][] = [[4, 1, Number.NaN], [4, 3, Number.POSITIVE_INFINITY], [17, 0, Number.NEGATIVE_INFINITY], [29, 2, Number.NaN]];
const bad = new Set(BAD.map(([sample]) => sample));

function file(values: readonly number[], labels: number[]) {
  const names = { features: floats([...values], labels.length, p), labels: integers(...labels), weight };
  return zip(Object.entries(names).map(([name, data]) => ({ name: `${name}.npy`, data }))) as Buffer<ArrayBuffer>;
}
const labels = Array.from({ length: N }, (_, i) => i % C);
function withBad() {
  const values = [...features];
  for (const [sample, feature, value] of BAD) values[sample * p + feature] = value;
  return file(values, labels);
}
const onlyGood = () => file([...features].filter((_, at) => !bad.has(Math.floor(at / p))), labels.filter((_, sample) => !bad.has(sample)));

const coreOf = async (runId: string, epoch: number) => {
  const row = await served.record.snapshot.findFirstOrThrow({ where: { runId, epoch }, include: { parts: true } });
  const { metadata: _, ...core } = decodeSnapshot(row.core, row.digest);
  return { core, row };
};

describe('features that are not finite', () => {
  test('are refused with how many there are of each and where the first is', async () => {
    const runId = await client.createRun();
    const { status, body } = await client.record(runId, 1, withBad());
    expect([status, body.errors[0].extensions.rule]).toEqual([422, 'FEATURE_NOT_FINITE']);
    expect(body.errors[0].message).toContain('array "features" has numbers that are not finite (2 NaN, 2 infinite) in 3 of 30 samples, the first in sample 4, feature 1: NaN, expected finite numbers');
    expect(body.errors[0].message).toContain('allowNonFinite');
    expect(await served.record.epoch.count({ where: { runId } })).toBe(0);
  });

  test('are left out on request, and the run says so', async () => {
    const runId = await client.createRun();
    expect((await client.record(runId, 1, withBad(), { allowNonFinite: true })).status).toBe(200);
    expect((await client.record(runId, 2, onlyGood())).status).toBe(200);
    const [marked, plain] = [await coreOf(runId, 1), await coreOf(runId, 2)];
    expect(marked.core).toEqual(plain.core);
    expect(marked.row.samples).toBe(27);
    const examples = decodeExamples(marked.row.parts.find(({ kind }) => kind === 'EXAMPLES')!.data, marked.row.parts.find(({ kind }) => kind === 'EXAMPLES')!.digest, p);
    expect([...examples.indices].sort((a, b) => a - b)).toEqual(labels.flatMap((_, sample) => (bad.has(sample) ? [] : [sample])));
    expect([...examples.features].every(Number.isFinite)).toBe(true);
    const { data } = await served.ask('query ($id: ID!) { run(id: $id) { warnings log(last: 10) { level message } } }', { id: runId });
    const warning = 'NON_FINITE: epoch 1, TRAIN of last: array "features" has numbers that are not finite (2 NaN, 2 infinite) in 3 of 30 samples, the first in sample 4, feature 1: NaN; these samples are left out.';
    expect(data.run.warnings).toEqual([warning]);
    expect(data.run.log).toContainEqual({ level: 'WARN', message: warning });
  });

  test('of a whole class leave nothing to record, allowed or not', async () => {
    const values = [...features].map((value, at) => (labels[Math.floor(at / p)] === 1 ? Number.NaN : value));
    const { status, body } = await client.record(await client.createRun(), 1, file(values, labels), { allowNonFinite: true });
    expect([status, body.errors[0].extensions.rule]).toEqual([422, 'EMPTY_CLASS']);
  });

  test('may be allowed in the address and by GraphQL', async () => {
    const runId = await client.createRun();
    const bytes = withBad();
    expect((await client.send('PUT', `/runs/${runId}/epochs/1?allowNonFinite=true`, bytes)).status).toBe(200);
    await client.upload(bytes);
    const query = 'mutation ($input: RecordIngestedEpochInput!) { recordIngestedEpoch(input: $input) { recorded { snapshots { isNew } } userErrors { code } } }';
    const { data, errors } = await served.ask(query, { input: { runId, epoch: 2, uploadDigest: sha256(bytes), allowNonFinite: true } });
    expect([errors, data?.recordIngestedEpoch.userErrors]).toEqual([undefined, []]);
    expect(await served.record.snapshot.count({ where: { runId } })).toBe(2);
  });
});
