import { expect, test } from 'vitest';
import { type RunRecord, firstPendingEpoch, joined, lastKnownEpoch, valueAt } from '../../../web/runs/run-record.ts';
import { exampleRecord } from './example-run.ts';

const later: RunRecord = {
  ...exampleRecord({ status: 'RUNNING' }),
  history: { epochs: [141, 142], trainLoss: [0.1, 0.1], trainError: [0, 0], testLoss: [1, 1], testError: [0.1, 0.1] },
  train: { epochs: [142], columns: [{ metric: 'NC1', values: [0.14], warnings: [] }], gaps: [] },
};

test('new epochs are appended, and the run is the newer one', () => {
  const record = joined(exampleRecord(), later, 141);
  expect(record.history.epochs).toEqual([1, 40, 140, 141, 142]);
  expect(record.train).toEqual({
    epochs: [1, 40, 140, 142],
    columns: [{ metric: 'NC1', values: [9, 0.247, 0.148, 0.14], warnings: [] }],
    gaps: [],
  });
  expect(record.run.status).toBe('RUNNING');
});

test('epochs that a resumed attempt wrote anew replace those it wrote before', () => {
  const again: RunRecord = {
    ...later,
    history: { epochs: [40], trainLoss: [0.2], trainError: [0.01], testLoss: [1], testError: [0.2] },
    train: { epochs: [40], columns: [{ metric: 'NC1', values: [0.3], warnings: [] }], gaps: [] },
  };
  const record = joined(exampleRecord(), again, 40);
  expect([record.history.epochs, record.history.trainError, record.train.columns[0]!.values]).toEqual([
    [1, 40],
    [0.5, 0.01],
    [9, 0.3],
  ]);
});

test('the same answer twice changes nothing the second time', () => {
  const once = joined(exampleRecord(), later, 141);
  expect(joined(once, later, 141)).toEqual(once);
});

test('values still being computed are asked for from the first of them', () => {
  const record = exampleRecord();
  const gap = { metric: 'NC1' as const, reason: '' };
  record.train.gaps = [
    { ...gap, epoch: 1, kind: 'UNDEFINED' },
    { ...gap, epoch: 140, kind: 'PENDING' },
    { ...gap, epoch: 40, kind: 'PENDING' },
  ];
  expect([firstPendingEpoch(record), firstPendingEpoch(exampleRecord())]).toEqual([40, null]);
});

test('a value is found by metric and epoch, and is null where there is none', () => {
  const { train } = exampleRecord();
  expect([
    valueAt(train, 'NC1', 40),
    valueAt(train, 'NC1', 41),
    valueAt(train, 'NC3_DUALITY', 40),
    valueAt(train, 'NC1', null),
  ]).toEqual([0.247, null, null, null]);
});

test('the newest epoch known is that of history or curves, 0 before the first', () => {
  expect(lastKnownEpoch(exampleRecord())).toBe(140);
  expect(lastKnownEpoch({ ...exampleRecord({}, { epochs: [] }), train: { epochs: [], columns: [], gaps: [] } })).toBe(
    0,
  );
});
