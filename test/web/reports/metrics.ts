import type { ComparedMetric } from '../../../web/comparison/comparison-documents.ts';

const metric = (id: ComparedMetric['id'], parts: Partial<ComparedMetric> = {}): ComparedMetric => ({
  ...{ id, symbol: id, title: `title of ${id}`, formula: 'f', valueAtCollapse: 0, axis: 'LOG', unit: '', direction: 'DOWN', figure: 'Fig. 6', version: 1 },
  ...parts,
}) as ComparedMetric;

/** A few entries of the catalogue. */
export const CATALOGUE: readonly ComparedMetric[] = [
  metric('NC1', { title: 'Within-class spread' }),
  metric('NC2_EQUINORM_MEANS', { symbol: 'NC2', title: 'Equal norms of the class means', axis: 'LINEAR', figure: 'Fig. 2' }),
  metric('NC2_EQUINORM_WEIGHTS', { symbol: 'NC2', title: 'Equal norms of the classifier', axis: 'LINEAR', figure: 'Fig. 2' }),
  metric('ERROR', { symbol: 'Err', title: 'Error', unit: 'share', figure: null }),
];
