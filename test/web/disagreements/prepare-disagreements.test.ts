import { expect, test } from 'vitest';
import type { DisagreementsAnswer } from '../../../web/disagreements/disagreements-documents.ts';
import { disagreementsViewOf, prepareDisagreements } from '../../../web/disagreements/prepare-disagreements.ts';

const found = { epoch: 9, measuredEpochs: [1, 9], indices: [70, 12, 5], labels: [0, 1, 2], choices: [0, 0, 1], nearest: [1, 1, 0], margins: [2.5, 0.25, 0] };
const answer = { id: 'run_1', classNames: ['cat', 'dog', 'ship'], dataset: 'MNIST', datasetDigest: 'abc', disagreements: found, classes: { epoch: 9, measuredEpochs: [1, 9], counts: [5, 5, 5], agreement: [4, 3, 0, 1, 4, 0, 0, 0, 3] } } as DisagreementsAnswer;
const view = disagreementsViewOf(new URLSearchParams());

test('each image says what it is, what was chosen, what is nearest, and who is right; its picture has an address', () => {
  const { cards, summary } = prepareDisagreements(answer, view)!;
  expect(cards.map(({ index, right }) => [index, right])).toEqual([[70, 'classifier right'], [12, 'nearest mean right'], [5, 'both wrong']]);
  expect(cards[0]).toMatchObject({ picture: '/thumbnails/MNIST/abc/test/70.png', alt: 'test image 70 of class cat, classified as cat, nearest to the mean of dog', margin: '2.50' });
  expect(summary).toBe('Classifier and nearest class mean disagree on 4 of 15 images (27\u202f%). Recorded are the 3 of which the classifier is surest.');
});

test('pairs are counted, the most frequent first, and narrow the list', () => {
  expect(prepareDisagreements(answer, view)!.pairs).toEqual([{ value: '0-1', text: 'cat, nearest dog: 2' }, { value: '1-0', text: 'dog, nearest cat: 1' }]);
  const narrowed = prepareDisagreements(answer, disagreementsViewOf(new URLSearchParams('pair=1-0')))!;
  expect(narrowed.cards.map(({ index }) => index)).toEqual([5]);
  expect(narrowed.table.rows).toEqual([[5, 'ship', 'dog', 'cat', 0]]);
});

test('twenty-four on a page; a page that there is not is the last', () => {
  const many = { ...found, ...Object.fromEntries(Object.entries(found).filter(([, column]) => Array.isArray(column)).map(([key, column]) => [key, Array.from({ length: 50 }, (_, i) => (key === 'indices' ? i : ((column as number[])[0] ?? 0)))])) };
  const last = prepareDisagreements({ ...answer, disagreements: many }, { ...view, page: 99 })!;
  expect([last.page, last.pageCount, last.cards.length]).toEqual([3, 3, 2]);
});

test('none recorded is null; none found is an agreement; files that were not read have no picture', () => {
  expect(prepareDisagreements({ ...answer, disagreements: null }, view)).toBeNull();
  const none = { ...found, indices: [], labels: [], choices: [], nearest: [], margins: [] };
  expect(prepareDisagreements({ ...answer, disagreements: none, classes: { ...answer.classes!, agreement: [5, 0, 0, 0, 5, 0, 0, 0, 5] } }, view)!.summary).toBe('Classifier and nearest class mean agree on all 15 images.');
  expect(prepareDisagreements({ ...answer, datasetDigest: null }, view)!.cards[0]!.picture).toBeNull();
});
