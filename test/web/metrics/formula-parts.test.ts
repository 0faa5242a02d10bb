import { expect, test } from 'vitest';
import { type FormulaPart, formulaParts } from '../../../web/metrics/formula-parts.ts';

/** As LaTeX would be written, so that a formula can be compared at a glance. */
const text = (parts: readonly FormulaPart[]): string =>
  parts.map((part) => (part.kind === 'scripts' ? text([part.base]) + (part.sub ? `_{${text(part.sub)}}` : '') + (part.sup ? `^{${text(part.sup)}}` : '') : part.kind === 'word' ? `<${part.text}>` : part.text)).join(' ').replaceAll(' _', '_').replaceAll(' ^', '^');

test.each([
  ['Tr(Σ_{W} Σ_{B}^{+}) / C', '<Tr> ( Σ_{W} Σ_{B}^{+} ) / C'],
  ["std_{c<c'} cos(m_{c}, m_{c'})", '<std>_{c < c ′} <cos> ( m_{c} , m_{c ′} )'],
  ['|W/|W|_{F} - M/|M|_{F}|_{F}^{2}', '| W / | W |_{F} − M / | M |_{F} |_{F}^{2}'],
  ['share of h: argmin_{c} |h - μ_{c}| ≠ y', '<share of> h : <argmin>_{c} | h − μ_{c} | ≠ y'],
])('%s', (formula, parts) => {
  expect(text(formulaParts(formula))).toBe(parts);
});

test('a script without anything before it stands alone', () => {
  expect(formulaParts('_{c}')).toMatchObject([{ kind: 'scripts', sub: [{ text: 'c' }] }]);
});
