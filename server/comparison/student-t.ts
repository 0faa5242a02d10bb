/**
 * The t that Student's distribution stays within, on both sides, with a probability of 95 %.
 *
 *   P(|T| <= t) = 0.95     T with `freedom` degrees of freedom
 *
 * Accuracy   relative 1e-12
 * Method     up to 1,000: the distribution in closed form (Abramowitz, Stegun 26.7.3 and 26.7.4), halved until it is met;
 *            above: the expansion around the normal distribution (26.7.5), whose rest is below 1e-12 there
 *
 * @param freedom a whole number, at least 1
 */
export function studentT95(freedom: number): number {
  if (freedom > 1000) return expansion(freedom);
  let [low, high] = [0, Math.PI / 2];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (within(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return Math.sqrt(freedom) * Math.tan((low + high) / 2);
}

/** P(|T| <= sqrt(freedom) tan(angle)), a finite sum of powers of the cosine. */
function within(angle: number, freedom: number): number {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = 0;
  for (let k = isOdd ? 3 : 2; k <= freedom; k += 2) {
    sum += term;
    term *= ((k - 1) / k) * cosine * cosine;
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/** Of the normal distribution. */
const Z95 = 1.959963984540054;

function expansion(freedom: number): number {
  const z = Z95;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3;
}
