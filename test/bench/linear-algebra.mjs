/**
 * The float64 kernels against straightforward loops on the same arrays, side by side: the least of several runs of each.
 *
 *   node collapsar.mjs setup && node test/bench/linear-algebra.mjs [--snapshot]
 *
 * --snapshot prints instead the time of every metric of the catalogue together, of made snapshots without a covariance.
 */
const dist = new URL('../../dist/server/linear-algebra/', import.meta.url);
const load = (name) => import(new URL(`${name}.js`, dist));
const [{ gram }, { product }, { cholesky }, { solveRows }, { singularValues }] = await Promise.all(
  ['gram', 'product', 'cholesky', 'solve-rows', 'singular-values'].map(load),
);
const [{ symmetricEigen }, { symmetricEigenvalues }, { eigenvaluesWithProjections }] = await Promise.all(
  ['symmetric-eigen', 'symmetric-eigenvalues', 'eigenvalues-with-projections'].map(load),
);

/** Numbers in [-1, 1), the same on every machine. */
function numbers(count, seed = 1) {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

/** Positive definite [n, n]. */
function definite(n) {
  const A = gram(numbers(n * (n + 10)), n, n + 10);
  for (let i = 0; i < n; i++) A[i * n + i] += 1;
  return A;
}

function plainProduct(A, B, rows, others, columns) {
  const P = new Float64Array(rows * others);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < others; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += A[i * columns + k] * B[j * columns + k];
      P[i * others + j] = sum;
    }
  return P;
}

function plainCholesky(A, n) {
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = A[i * n + j];
      for (let k = 0; k < j; k++) sum -= L[i * n + k] * L[j * n + k];
      L[i * n + j] = i === j ? Math.sqrt(sum) : sum / L[j * n + j];
    }
  return L;
}

function plainSolveRows(L, n, X, rows) {
  for (let r = 0; r < rows; r++) {
    const x = X.subarray(r * n, (r + 1) * n);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) x[i] -= L[i * n + k] * x[k];
      x[i] /= L[i * n + i];
    }
    for (let i = n - 1; i >= 0; i--) {
      x[i] /= L[i * n + i];
      for (let k = 0; k < i; k++) x[k] -= L[i * n + k] * x[i];
    }
  }
}

/** Householder's reduction as in the books: a product with the whole matrix, then an update of all of it. */
function plainTridiagonal(A, n) {
  const work = Float64Array.from(A);
  const [v, w] = [new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < n - 2; k++) {
    let square = 0;
    for (let i = k + 1; i < n; i++) {
      v[i] = work[i * n + k];
      square += v[i] ** 2;
    }
    v[k + 1] += v[k + 1] > 0 ? Math.sqrt(square) : -Math.sqrt(square);
    let size = 0;
    for (let i = k + 1; i < n; i++) size += v[i] ** 2;
    let share = 0;
    for (let i = k + 1; i < n; i++) {
      let sum = 0;
      for (let j = k + 1; j < n; j++) sum += work[i * n + j] * v[j];
      w[i] = (2 * sum) / size;
      share += (w[i] * v[i]) / size;
    }
    for (let i = k + 1; i < n; i++) w[i] -= share * v[i];
    for (let i = k; i < n; i++) for (let j = k; j < n; j++) work[i * n + j] -= v[i] * w[j] + w[i] * v[j];
  }
  return work;
}

/** Least time of `run` in ms: at least three runs, and up to 50 within a second. */
function least(run) {
  let best = Number.POSITIVE_INFINITY;
  const begin = performance.now();
  for (let runs = 0; runs < 3 || (runs < 50 && performance.now() - begin < 1000); runs++) {
    const from = performance.now();
    run();
    best = Math.min(best, performance.now() - from);
  }
  return best;
}

const time = (ms) => (ms < 10 ? ms.toFixed(3) : ms.toFixed(0)).padStart(9);
function row(name, kernel, plain) {
  const [fast, slow] = [least(kernel), plain && least(plain)];
  console.log(`${name.padEnd(44)}${time(fast)}${slow ? `${time(slow)}${(slow / fast).toFixed(1).padStart(8)}` : ''}`);
}

function printKernels() {
  console.log(`${'ms'.padEnd(44)}${'kernel'.padStart(9)}${'loops'.padStart(9)}${'ratio'.padStart(8)}`);
  for (const [C, p] of [[4, 8], [10, 512], [100, 512], [100, 2048], [1000, 2048]]) {
    const [A, B] = [numbers(C * p), numbers(C * p, 2)];
    const plain = C < 1000;
    row(`gram ${C} x ${p}`, () => gram(A, C, p), plain && (() => plainProduct(A, A, C, C, p)));
    row(`product ${C} x ${p}, ${C} x ${p}`, () => product(A, B, C, C, p), plain && (() => plainProduct(A, B, C, C, p)));
  }
  for (const n of [4, 10, 100, 512, 1000]) {
    const A = definite(n);
    const L = cholesky(A, n);
    row(`cholesky ${n}`, () => cholesky(A, n), () => plainCholesky(A, n));
    const X = numbers(n * n);
    row(`solveRows ${n}, ${n} rows`, () => solveRows(L, n, X.slice(), n), n < 1000 && (() => plainSolveRows(L, n, X.slice(), n)));
  }
  for (const n of [10, 100, 512, 1000]) {
    const A = definite(n);
    row(`symmetricEigenvalues ${n} (loops: reduction)`, () => symmetricEigenvalues(A, n), n < 1000 && (() => plainTridiagonal(A, n)));
    row(`eigenvaluesWithProjections ${n}, 10 rows`, () => eigenvaluesWithProjections(A, n, numbers(10 * n), 10));
    if (n < 1000) row(`symmetricEigen ${n}`, () => symmetricEigen(A, n));
  }
  for (const [C, p] of [[10, 512], [100, 512], [100, 2048], [128, 2048], [200, 2048]]) {
    const M = numbers(C * p);
    row(`singularValues ${C} x ${p}`, () => singularValues(M, C, p));
  }
}

/** A snapshot of C classes, 50 samples each; means of which only the first `different` differ. */
function madeCore(C, p, different, centred) {
  const means = numbers(C * p);
  for (let c = different; c < C; c++) means.copyWithin(c * p, (c % different) * p, ((c % different) + 1) * p);
  const squares = () => new Uint32Array(C * C).fill(1);
  const sums = { counts: new Float64Array(C).fill(50), means, within: new Float64Array(C).fill(1) };
  const core = { classes: C, features: p, samples: 50 * C, ...sums };
  const metadata = { split: 'TRAIN', largestFeature: 1, featureType: 'float32', weightDecay: null, lossReduction: null, parts: {} };
  const scatter = gram(centred(core), C, p).map((entry) => entry / 100);
  const classifier = { weight: numbers(C * p, 2), bias: new Float64Array(C) };
  return { ...core, ...classifier, scatter, nearest: squares(), confusion: squares(), agreement: squares(), metadata };
}

async function printSnapshots() {
  const metrics = new URL('../metrics/', dist);
  const loadMetric = (name) => import(new URL(`${name}.js`, metrics));
  const [{ measure }, { catalogue }, { Reading }] = await Promise.all(['measure', 'catalogue', 'reading'].map(loadMetric));
  const ids = catalogue.map((metric) => metric.id);
  console.log(`${`${ids.length} metrics together, ms`.padEnd(44)}${'kernel'.padStart(9)}`);
  for (const [C, p, different = C] of [[10, 512], [100, 512], [100, 2048], [1000, 2048], [1000, 512], [1000, 2048, 500]]) {
    const core = madeCore(C, p, different, (made) => new Reading(made).means.rows);
    row(`${C} classes, ${p} features${different < C ? `, ${different} means` : ''}`, () => measure(core, ids));
  }
}

if (process.argv.includes('--snapshot')) await printSnapshots();
else printKernels();
