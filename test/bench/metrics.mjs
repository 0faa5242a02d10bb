// All metrics of one snapshot, as the server computes them, beside the straightforward way in numpy (float64, explicit p x p
// matrices, pseudo-inverse by SVD) where python3 has numpy.
//   node collapsar.mjs setup && node test/bench/metrics.mjs [--ours]
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { product } from '../../dist/server/linear-algebra/product.js';
import { measuredIds, metricOf } from '../../dist/server/metrics/catalogue.js';
import { measure } from '../../dist/server/metrics/measure.js';

const WITHOUT = measuredIds.filter((id) => !metricOf(id).needs.includes('covariance'));
const normal = normals(1);
const sizes = [[10, 512], [100, 512], [100, 2048], [1000, 2048]];
const peers = process.argv.includes('--ours') ? [] : peerTimes();

console.log(`${WITHOUT.length} metrics of one snapshot that need no covariance; milliseconds, least of several runs`);
console.log('     C      p      ours     numpy     ratio');
sizes.forEach(([C, p], k) => {
  const core = drawnCore(C, p);
  const ours = least(() => measure(core, WITHOUT));
  const peer = peers[k] === undefined ? ['', ''] : [peers[k].toFixed(1), (peers[k] / ours).toFixed(1)];
  console.log(`${String(C).padStart(6)} ${String(p).padStart(6)} ${ours.toFixed(2).padStart(9)} ${peer[0].padStart(9)} ${peer[1].padStart(9)}`);
});

const core = drawnCore(10, 512);
const covariance = Float64Array.from({ length: (512 * 513) / 2 }, () => normal() / 1e3);
for (let i = 0, k = 0; i < 512; k += 512 - i++) covariance[k] = 1 + Math.abs(normal()); // the diagonal: positive definite
console.log('\nfrom the covariance, C = 10, p = 512; milliseconds');
for (const id of ['WITHIN_EFFECTIVE_RANK', 'NC1_VCI']) console.log(`${id.padEnd(24)}${least(() => measure(core, [id], covariance)).toFixed(1).padStart(8)}`);

function drawnCore(C, p) {
  const means = Float64Array.from({ length: C * p }, normal);
  const spread = Float64Array.from({ length: p }, () => Math.abs(normal()));
  const centre = columnMeans(means, C, p);
  const M = means.map((value, k) => value - centre[k % p]);
  const scaled = M.map((value, k) => value * spread[k % p]);
  const diagonal = new Uint32Array(C * C);
  for (let c = 0; c < C; c++) diagonal[c * C + c] = p;
  return {
    classes: C, features: p, samples: C * p, means, weight: Float64Array.from({ length: C * p }, normal), bias: new Float64Array(C),
    counts: new Float64Array(C).fill(p), within: new Float64Array(C).fill(p / 2), scatter: product(M, scaled, C, C, p),
    nearest: diagonal, confusion: diagonal, agreement: diagonal,
    metadata: { run: 'bench', epoch: 1, split: 'TRAIN', layer: 'last', featureType: 'float64', largestFeature: 5, weightDecay: null, lossReduction: null, parts: {} },
  };
}
function columnMeans(values, rows, columns) {
  const sums = new Float64Array(columns);
  values.forEach((value, k) => {
    sums[k % columns] += value / rows;
  });
  return sums;
}
function least(work) {
  const times = [];
  for (let run = 0, spent = 0; run < 4 || (run < 50 && spent < 1500); run++) {
    const begin = performance.now();
    work();
    times.push(performance.now() - begin);
    spent += times.at(-1);
  }
  return Math.min(...times);
}
/** Milliseconds; none where python3 has no numpy. */
function peerTimes() {
  try {
    const script = path.join(import.meta.dirname, 'metrics.py');
    return execFileSync('python3', [script, ...sizes.map((size) => size.join())], { encoding: 'utf8' }).trim().split('\n').map((seconds) => 1000 * Number(seconds));
  } catch (error) {
    console.log(`numpy was not timed: ${error.message.split('\n')[0]}`);
    return [];
  }
}
function normals(seed) {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
