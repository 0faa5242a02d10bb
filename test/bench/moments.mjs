/**
 * Both passes of the class moments over made float32 features, and the covariance sum against straightforward loops.
 *
 *   node collapsar.mjs setup && node test/bench/moments.mjs
 */
const snapshot = new URL('../../dist/prisma/snapshot/', import.meta.url);
const load = (name) => import(new URL(`${name}.js`, snapshot));
const [{ ClassMeans, ClassSpread }, { PackedCovariance }] = await Promise.all(['moments', 'packed-covariance'].map(load));

/** Numbers in [-1, 1), the same on every machine. */
function numbers(count, kind) {
  const made = new kind(count);
  let state = 1;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    made[i] = state / 2 ** 31;
  }
  return made;
}

function timed(run) {
  const begin = performance.now();
  const result = run();
  return { ms: performance.now() - begin, result };
}

function plainCovariance(d, p) {
  const sums = new Float64Array((p * (p + 1)) / 2);
  for (let from = 0; from < d.length; from += p) {
    for (let i = 0, k = 0; i < p; i++) for (let j = i; j < p; j++, k++) sums[k] += d[from + i] * d[from + j];
  }
  return sums;
}

function row(N, p, C, covariance) {
  const features = numbers(N * p, Float32Array);
  const labels = Uint16Array.from({ length: N }, (_, i) => i % C);
  const means = timed(() => {
    const pass = new ClassMeans(C, p);
    pass.add(features, labels);
    return pass.finish();
  });
  const spread = timed(() => {
    const pass = new ClassSpread({ classes: C, features: p, ...means.result, covariance });
    pass.add(features, labels);
    return pass.finish();
  });
  const name = `${N} x ${p}, ${C} classes${covariance ? ', covariance' : ''}`;
  console.log(`${name.padEnd(44)}${means.ms.toFixed(0).padStart(8)}${spread.ms.toFixed(0).padStart(8)}`);
}

console.log(`${'ms'.padEnd(44)}${'means'.padStart(8)}${'spread'.padStart(8)}`);
row(10_000, 512, 10, false);
row(10_000, 512, 10, true);
row(10_000, 512, 100, true);
row(50_000, 512, 10, false);
row(50_000, 512, 10, true);

const [N, p] = [4000, 512];
const d = numbers(N * p, Float64Array);
const kernel = timed(() => {
  const sums = new PackedCovariance(p);
  for (let i = 0; i < N; i++) sums.add(d, i * p);
  return sums.finish(1);
});
const loops = timed(() => plainCovariance(d, p));
const ratio = (loops.ms / kernel.ms).toFixed(1);
console.log(`covariance sum, ${N} x ${p}: kernel ${kernel.ms.toFixed(0)} ms, loops ${loops.ms.toFixed(0)} ms, ratio ${ratio}`);
