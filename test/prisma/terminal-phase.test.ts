import { expect, test } from 'vitest';
import { isConfirming, isTerminalPhaseProvisional } from '../../prisma/terminal-phase.ts';

const run = (lastEpoch: number, changes: Partial<Parameters<typeof isTerminalPhaseProvisional>[0]> = {}) =>
  isTerminalPhaseProvisional({ terminalPhaseEpoch: 40, status: 'RUNNING', lastEpoch, ...changes });

test('a phase that begins with epoch 40 is provisional up to epoch 43 and stands from 44 on', () => {
  expect([40, 41, 42, 43, 44, 45, 350].map((lastEpoch) => run(lastEpoch))).toEqual([true, true, true, true, false, false, false]);
});

test('a run that ended keeps the phase it found; one that is paused may still confirm it', () => {
  const statuses = ['QUEUED', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED', 'DIVERGED'] as const;
  expect(statuses.map((status) => run(41, { status }))).toEqual([true, true, false, false, false, false]);
});

test('without a phase nothing is provisional', () => {
  expect(run(41, { terminalPhaseEpoch: null })).toBe(false);
});

test('the epochs that confirm a phase are the four after its first one', () => {
  const evaluated = [41, 42, 43, 44, 45].filter((epoch) => isConfirming(epoch - 1, 40));
  expect(evaluated).toEqual([41, 42, 43, 44]);
});
