/** Plain loops over arrays of rows, so that nothing here leans on the program's own linear algebra. Float64, no blocking, no tricks. */
export type Matrix = number[][];

export const transpose = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));
export const dot = (a: number[], b: number[]): number => a.reduce((sum, value, k) => sum + value * b[k]!, 0);
export const norm = (a: number[]): number => Math.sqrt(dot(a, a));
export const minus = (a: number[], b: number[]): number[] => a.map((value, k) => value - b[k]!);
export const plus = (a: number[], b: number[]): number[] => a.map((value, k) => value + b[k]!);
export const times = (a: number[], factor: number): number[] => a.map((value) => value * factor);
export const product = (a: Matrix, b: Matrix): Matrix => byRows(a, transpose(b));
/** a bᵀ */
export const byRows = (a: Matrix, b: Matrix): Matrix => a.map((row) => b.map((other) => dot(row, other)));
export const added = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => plus(row, b[i]!));
export const scaled = (a: Matrix, factor: number): Matrix => a.map((row) => times(row, factor));
export const subtracted = (a: Matrix, b: Matrix): Matrix => added(a, scaled(b, -1));
export const trace = (a: Matrix): number => a.reduce((sum, row, i) => sum + row[i]!, 0);
export const frobenius = (a: Matrix): number => norm(a.flat());
export const identity = (n: number): Matrix => Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
export const outer = (a: number[], b: number[]): Matrix => a.map((value) => times(b, value));
export const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
export const meanRow = (rows: Matrix): number[] => times(rows.reduce(plus), 1 / rows.length);
/** @param lost 1 for the sample standard deviation, 0 for that of a population */
export const std = (values: number[], lost: 0 | 1): number => {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - lost));
};

/** Σ of a row's outer product with itself. */
export function scatterOf(rows: Matrix): Matrix {
  const sum = identity(rows[0]!.length).map((row) => row.map(() => 0));
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) {
      const [to, h] = [sum[i]!, row[i]!];
      for (let j = 0; j < row.length; j++) to[j] = to[j]! + h * row[j]!;
    }
  }
  return sum;
}

/** Values and vectors (rows) of a symmetric matrix by Jacobi's rotations, largest value first. */
export function eigen(symmetric: Matrix): { values: number[]; vectors: Matrix } {
  const a = symmetric.map((row) => [...row]);
  const vectors = identity(a.length);
  const size = frobenius(a);
  for (let sweep = 0; sweep < 60 && offDiagonal(a) > 1e-17 * size; sweep++) {
    for (let i = 0; i < a.length; i++) for (let j = i + 1; j < a.length; j++) rotate(a, vectors, i, j);
  }
  const order = a.map((row, i) => [row[i]!, vectors[i]!] as const).sort((x, y) => y[0] - x[0]);
  return { values: order.map(([value]) => value), vectors: order.map(([, vector]) => vector) };
}

function offDiagonal(a: Matrix): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) for (let j = 0; j < a.length; j++) if (i !== j) sum += a[i]![j]! ** 2;
  return Math.sqrt(sum);
}

function rotate(a: Matrix, vectors: Matrix, i: number, j: number): void {
  if (a[i]![j] === 0) return;
  const theta = (a[j]![j]! - a[i]![i]!) / (2 * a[i]![j]!);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  turn(a[i]!, a[j]!, c, s);
  for (const row of a) {
    const [x, y] = [row[i]!, row[j]!];
    row[i] = c * x - s * y;
    row[j] = s * x + c * y;
  }
  turn(vectors[i]!, vectors[j]!, c, s);
}

function turn(x: number[], y: number[], c: number, s: number): void {
  for (let k = 0; k < x.length; k++) {
    const [before, other] = [x[k]!, y[k]!];
    x[k] = c * before - s * other;
    y[k] = s * before + c * other;
  }
}

/** How many of the eigenvalues, largest first, are above the largest times their number times 2⁻⁵². */
const rankAmong = (values: number[]) => values.filter((value) => value > values[0]! * values.length * 2 ** -52).length;

/** Inverse on the span of the `rank` largest eigenvalues (all those that count, unless given), as an explicit matrix. */
export function pseudoInverse(symmetric: Matrix, given?: number): Matrix {
  const { values, vectors } = eigen(symmetric);
  return vectors.slice(0, given ?? rankAmong(values)).map((v, k) => outer(v, times(v, 1 / values[k]!))).reduce(added);
}

/** Rank, and the largest eigenvalue over the smallest that counts. */
export function conditionOf(symmetric: Matrix): { rank: number; condition: number } {
  const { values } = eigen(symmetric);
  const rank = rankAmong(values);
  return { rank, condition: values[0]! / values[rank - 1]! };
}

/** Gauss and Jordan with row exchanges. */
export function inverse(square: Matrix): Matrix {
  const a = square.map((row, i) => [...row, ...identity(square.length)[i]!]);
  for (let k = 0; k < a.length; k++) {
    const from = a.slice(k).reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(a[best]![k]!) ? k + i : best), k);
    [a[k], a[from]] = [a[from]!, a[k]!];
    a[k] = times(a[k]!, 1 / a[k]![k]!);
    a.forEach((row, i) => {
      if (i !== k) a[i] = minus(row, times(a[k]!, row[k]!));
    });
  }
  return a.map((row) => row.slice(square.length));
}
