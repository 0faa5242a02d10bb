import { expect, test } from 'vitest';
import { actionsOf } from '../../../web/runs/prepare-actions.ts';
import { tagChange, tagsIn } from '../../../web/runs/prepare-tags.ts';
import { exampleRun } from './example-run.ts';

const words = (change: Parameters<typeof exampleRun>[0]) => actionsOf(exampleRun(change)).orders.map(({ word }) => word);

test('a run offers the orders that it can follow', () => {
  expect(words({ status: 'RUNNING' })).toEqual(['Pause', 'Cancel']);
  expect(words({ status: 'QUEUED' })).toEqual(['Pause', 'Cancel']);
  expect(words({ status: 'PAUSED' })).toEqual(['Resume', 'Cancel']);
  expect(words({ status: 'COMPLETED' })).toEqual([]);
});

test('an imported run is in no trainer\'s hands, whatever its status', () => {
  expect(words({ status: 'RUNNING', source: 'INGESTED' })).toEqual([]);
});

test('only what is over can be deleted', () => {
  expect(actionsOf(exampleRun({ status: 'RUNNING' })).canDelete).toBe(false);
  expect(actionsOf(exampleRun({ status: 'FAILED' })).canDelete).toBe(true);
});

test('tags are read from a line: trimmed, each once', () => {
  expect(tagsIn(' wide, seed study,wide , ,')).toEqual(['wide', 'seed study']);
});

test('a change of tags is what must be given and taken', () => {
  expect(tagChange(['a', 'b'], ['b', 'c'])).toEqual({ add: ['c'], remove: ['a'] });
});

test('a run of a final study says why nothing of it can be changed', () => {
  const study = { id: 'study_1', name: 'Study', slug: 'study', finalAt: null };
  expect(actionsOf(exampleRun({ study })).frozen).toBeNull();
  expect(actionsOf(exampleRun({ study: { ...study, finalAt: '2026-11-25T10:00:00Z' } })).frozen).toContain('The study is final');
});
