import { expect, test } from 'vitest';
import { isPending, prepareMeasured } from '../../../web/ingest/prepare-measured.ts';

const column = (metric: 'NC1' | 'ERROR' | 'NC3_DUALITY', value: number | null, part = {}) => ({ metric, values: [value], gaps: [], warnings: [] as string[], ...part });
const gap = (kind: 'PENDING' | 'NOT_APPLICABLE') => ({ gaps: [{ index: 0, kind, reason: 'there is no classifier' }] });

test('a value has the form of its metric, and its full number behind it', () => {
  const { rows, hasTest } = prepareMeasured({ train: [{ columns: [column('NC1', 0.123456), column('ERROR', 0.02)] }], test: [{ columns: [column('NC1', null), column('ERROR', 0.5)].map((each) => ({ ...each, values: [] })) }] });
  expect(rows.map(({ train, test: held }) => [train.text, train.title, held])).toEqual([['0.123', '0.123456', null], ['2.0\u202f%', '0.02', null]]);
  expect(hasTest).toBe(false);
});

test('a value that is none says why', () => {
  const { rows } = prepareMeasured({ train: [{ columns: [column('NC3_DUALITY', null, gap('NOT_APPLICABLE'))] }], test: null });
  expect(rows[0]?.train).toEqual({ text: '–', title: 'there is no classifier' });
});

test('a warning is said once', () => {
  const warned = { warnings: ['NO_SIMPLEX: too few'] };
  expect(prepareMeasured({ train: [{ columns: [column('NC1', 1, warned), column('ERROR', 0, warned)] }], test: null }).warnings).toEqual(['NO_SIMPLEX: too few']);
});

test('what is still being measured is asked for again', () => {
  expect(isPending({ train: [{ columns: [column('NC1', null, gap('PENDING'))] }], test: null })).toBe(true);
  expect(isPending({ train: [{ columns: [column('NC1', null, gap('NOT_APPLICABLE'))] }], test: null })).toBe(false);
});
