import type { Features } from './features.ts';
import { type Matrix, meanRow, minus, norm, plus, dot, scaled, scatterOf } from './matrices.ts';

/** Class means, a row a class. */
export const classMeans = ({ features, labels, weight }: Features): Matrix => weight.map((_, c) => meanRow(features.filter((_, i) => labels[i] === c)));
/** Of all samples, whatever their class. */
export const sampleMean = ({ features }: Features): number[] => meanRow(features);
export const centred = (rows: Matrix, about: number[]): Matrix => rows.map((row) => minus(row, about));
/** Σ_W with divisor N, as an explicit p x p matrix. */
export const withinClass = (given: Features): Matrix => {
  const means = classMeans(given);
  return scaled(scatterOf(given.features.map((h, i) => minus(h, means[given.labels[i]!]!))), 1 / given.labels.length);
};
/** The classifier's choices, with its bias. */
export const choices = ({ features, weight, bias }: Features): number[] =>
  features.map((h) => argmax(plus(weight.map((w) => dot(w, h)), bias)));
/** By the nearest class mean. */
export const nearest = (given: Features): number[] => {
  const means = classMeans(given);
  return given.features.map((h) => argmax(means.map((mean) => -norm(minus(h, mean)))));
};
/** Of the unordered pairs of rows. */
export const pairs = <T>(n: number, of: (a: number, b: number) => T): T[] =>
  Array.from({ length: n }, (_, a) => Array.from({ length: n - a - 1 }, (_, k) => of(a, a + 1 + k))).flat();
export const share = (hits: boolean[]): number => hits.filter(Boolean).length / hits.length;

const argmax = (values: number[]): number => values.indexOf(Math.max(...values));
