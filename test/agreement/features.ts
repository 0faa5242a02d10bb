import { readFileSync } from 'node:fs';
import { measuredIds, type MetricId } from '../../server/metrics/catalogue.ts';
import { measure } from '../../server/metrics/measure.ts';
import { coreOf, covarianceOf } from '../golden/golden-case.ts';
import { readNpz } from '../golden/read-npz.ts';
import type { Matrix } from './matrices.ts';

/** What every implementation is given: a row a sample, a row a class. */
export interface Features {
  features: Matrix;
  labels: number[];
  weight: Matrix;
  bias: number[];
  weightDecay: number;
}

export function goldenFeatures(name: string): Features {
  const arrays = readNpz(readFileSync(new URL(`../golden/${name}.npz`, import.meta.url)));
  const rows = (array: string) => split([...arrays.get(array)!.data], arrays.get(array)!.shape[1]!);
  const weight = rows('weight');
  const bias = arrays.has('bias') ? [...arrays.get('bias')!.data] : weight.map(() => 0);
  return { features: rows('features'), labels: [...arrays.get('labels')!.data], weight, bias, weightDecay: 0.01 };
}

/** Features of the network that train-features.mjs trained: every one of them at its place after 40 epochs, few after 3. */
export function trainedFeatures(epoch: 3 | 40): Features {
  const file = readFileSync(new URL(`epoch-${epoch}.safetensors`, import.meta.url));
  const begin = 8 + Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.toString('utf8', 8, begin));
  const numbers = (name: string): number[] => {
    const { dtype, data_offsets: [from, to] } = header[name];
    return Array.from({ length: (to - from) / 4 }, (_, i) => (dtype === 'F32' ? file.readFloatLE(begin + from + 4 * i) : file.readInt32LE(begin + from + 4 * i)));
  };
  const p = header.features.shape[1];
  const [features, weight] = [split(numbers('features'), p), split(numbers('weight'), p)];
  return { features, labels: numbers('labels'), weight, bias: numbers('bias'), weightDecay: numbers('weight_decay')[0]! };
}

/** Fewer samples the higher the class: of class c the first `most - step c`. */
export function thinned(given: Features, most: number, step: number): Features {
  const seen = new Map<number, number>();
  const kept = given.labels.map((label) => {
    seen.set(label, (seen.get(label) ?? 0) + 1);
    return seen.get(label)! <= most - step * label;
  });
  return { ...given, features: given.features.filter((_, i) => kept[i]), labels: given.labels.filter((_, i) => kept[i]) };
}

/** All metrics of the program. */
export function collapsar({ features, labels, weight, bias, weightDecay }: Features): Record<MetricId, number> {
  const [C, p] = [weight.length, weight[0]!.length];
  const flat = (rows: Matrix) => Float64Array.from(rows.flat());
  const [h, y] = [flat(features), Float64Array.from(labels)];
  const core = coreOf(h, y, flat(weight), Float64Array.from(bias), C, p);
  core.metadata.weightDecay = weightDecay;
  const outcomes = measure(core, measuredIds, covarianceOf(h, y, C, p));
  return Object.fromEntries([...outcomes].map(([id, { value }]) => [id, value])) as Record<MetricId, number>;
}

const split = (values: number[], width: number): Matrix =>
  Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));
