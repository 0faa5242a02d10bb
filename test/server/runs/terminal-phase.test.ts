import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRun, addStudy } from '../record-builder.ts';
import { type Served, serve } from '../served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.end());

test('the API tells a terminal phase that is still to be confirmed', async () => {
  const { id } = await addStudy(served.record);
  for (const [name, lastEpoch, status] of [['young', 6, 'RUNNING'], ['confirmed', 8, 'RUNNING'], ['ended', 6, 'COMPLETED']] as const) {
    await addRun(served.record, id, { name, lastEpoch, status, terminalPhaseEpoch: 4 });
  }
  const { runs } = (await served.ask('{ runs(first: 5) { nodes { name terminalPhaseEpoch isTerminalPhaseProvisional } } }')).data;
  const provisional = runs.nodes.map((run: { name: string; isTerminalPhaseProvisional: boolean }) => [run.name, run.isTerminalPhaseProvisional]);
  expect(Object.fromEntries(provisional)).toEqual({ young: true, confirmed: false, ended: false });
});
