import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../../server/metrics/catalogue.ts';
import { printMetricsPage } from '../../../server/metrics/print-metrics-page.ts';

test('docs/metrics.md is what the catalogue says', () => {
  const file = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
  expect(file, 'run: node server/emit-schema.mjs').toBe(printMetricsPage());
});

test('every metric has its section', () => {
  const sections = [...printMetricsPage().matchAll(/^## (\w+)$/gm)].map((match) => match[1]);
  expect(sections).toEqual(catalogue.map((metric) => metric.id));
});
