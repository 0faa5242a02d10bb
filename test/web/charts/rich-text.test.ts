import { expect, test } from 'vitest';
import { richParts } from '../../../web/charts/rich-text.ts';

test('a formula falls into pieces on the line, below and above it', () => {
  expect(richParts('Tr(Σ_{W} Σ_{B}^{+}) / C')).toEqual([
    { text: 'Tr(Σ', place: 'line' },
    { text: 'W', place: 'sub' },
    { text: ' Σ', place: 'line' },
    { text: 'B', place: 'sub' },
    { text: '+', place: 'sup' },
    { text: ') / C', place: 'line' },
  ]);
});
