/**
 * Mean and sum of squares of each channel of x [P,C] (P = batch x height x width): the statistics of batch normalisation.
 *
 *   mean[c] = (1/P) sum_p x[p,c]        squares[c] = sum_p (x[p,c] - mean[c])^2
 *
 * Accuracy   per block of rows about the block's own mean, blocks merged by Chan's update (Chan, Golub, LeVeque 1979):
 *            no E[x^2] - E[x]^2
 * Speed      a block stays in the cache, so that mean and squares cost one pass over memory
 */

/** Rows that one block sums in registers before it is added to the whole. */
export const BLOCK: i32 = 128;

/** Rows that an elementwise kernel takes at a time: so few that they stay in the first-level cache while it goes through the channels. */
export function elementwiseRows(row: usize): i32 {
  return max<i32>(4, 8192 / <i32>row);
}

/**
 * Brings a block into the cache in the order of its addresses, which memory gives fastest; the kernels then go through it channel by
 * channel. Nothing to gain where a row is a line of the cache. A load may trap, so that no compiler leaves it out.
 */
export function readAhead(from: usize, rows: i32, row: usize): void {
  if (row <= 64) return;
  const end = from + <usize>rows * row;
  for (let at = from; at < end; at += 64) load<i32>(at);
}

/** Merges a block (size n, mean and sum of squares of 4 channels) into the running ones of `before` rows. */
@inline
function merge(mean: usize, squares: usize, before: i32, n: i32, blockMean: v128, blockSquares: v128): void {
  const all = <f64>(before + n);
  const delta = f32x4.sub(blockMean, v128.load(mean));
  const share = f32x4.splat(<f32>(<f64>n / all));
  const weight = f32x4.splat(<f32>(<f64>before * <f64>n / all));
  v128.store(mean, f32x4.add(v128.load(mean), f32x4.mul(delta, share)));
  const between = f32x4.mul(f32x4.mul(delta, delta), weight);
  v128.store(squares, f32x4.add(v128.load(squares), f32x4.add(blockSquares, between)));
}

/** Statistics of 4 channels of one block, merged into the running ones. */
function blockOf4(x: usize, row: usize, n: i32, before: i32, mean: usize, squares: usize): void {
  const row2 = row << 1, row3 = row2 + row, row4 = row << 2;
  const whole = n & ~3;
  let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
  let at = x;
  let p: i32 = 0;
  for (; p < whole; p += 4) {
    a = f32x4.add(a, v128.load(at)); b = f32x4.add(b, v128.load(at + row));
    c = f32x4.add(c, v128.load(at + row2)); d = f32x4.add(d, v128.load(at + row3));
    at += row4;
  }
  for (; p < n; p++) { a = f32x4.add(a, v128.load(at)); at += row; }
  const blockMean = f32x4.mul(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.splat(<f32>(1.0 / <f64>n)));
  a = f32x4.splat(0); b = a; c = a; d = a;
  at = x;
  for (p = 0; p < whole; p += 4) {
    let v = f32x4.sub(v128.load(at), blockMean); a = f32x4.add(a, f32x4.mul(v, v));
    v = f32x4.sub(v128.load(at + row), blockMean); b = f32x4.add(b, f32x4.mul(v, v));
    v = f32x4.sub(v128.load(at + row2), blockMean); c = f32x4.add(c, f32x4.mul(v, v));
    v = f32x4.sub(v128.load(at + row3), blockMean); d = f32x4.add(d, f32x4.mul(v, v));
    at += row4;
  }
  for (; p < n; p++) {
    const v = f32x4.sub(v128.load(at), blockMean); a = f32x4.add(a, f32x4.mul(v, v));
    at += row;
  }
  merge(mean, squares, before, n, blockMean, f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
}

/** The same for one channel. */
function blockOf1(x: usize, row: usize, n: i32, before: i32, mean: usize, squares: usize): void {
  let sum: f32 = 0;
  for (let p: i32 = 0; p < n; p++) sum += load<f32>(x + <usize>p * row);
  const blockMean = sum * <f32>(1.0 / <f64>n);
  let spread: f32 = 0;
  for (let p: i32 = 0; p < n; p++) {
    const v = load<f32>(x + <usize>p * row) - blockMean;
    spread += v * v;
  }
  const all = <f64>(before + n);
  const delta = blockMean - load<f32>(mean);
  store<f32>(mean, load<f32>(mean) + delta * <f32>(<f64>n / all));
  store<f32>(squares, load<f32>(squares) + (spread + delta * delta * <f32>(<f64>before * <f64>n / all)));
}

export function batchNormStatistics(x: usize, P: i32, C: i32, mean: usize, squares: usize): void {
  const row = <usize>C << 2;
  memory.fill(mean, 0, row);
  memory.fill(squares, 0, row);
  for (let p0: i32 = 0; p0 < P; p0 += BLOCK) {
    const n = min(BLOCK, P - p0);
    const block = x + <usize>p0 * row;
    readAhead(block, n, row);
    let c: i32 = 0;
    for (; c + 4 <= C; c += 4) {
      const o = <usize>c << 2;
      blockOf4(block + o, row, n, p0, mean + o, squares + o);
    }
    for (; c < C; c++) {
      const o = <usize>c << 2;
      blockOf1(block + o, row, n, p0, mean + o, squares + o);
    }
  }
}
