/**
 * exp and log with the same bits on every machine. Math.exp and Math.log leave the last bits to the engine and to the compiler
 * it was built with; a resumed run must go on bit for bit on another processor. JavaScript's + - * / are exact IEEE.
 *
 * Accuracy   below 1 unit in the last place
 * Source     method and constants of fdlibm (Sun Microsystems 1993), e_exp.c and e_log.c
 */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const EXP = [
  0.16666666666666602, -0.0027777777777015593, 0.00006613756321437934, -0.0000016533902205465252,
  4.1381367970572385e-8,
];
const LOG = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784,
  0.1818357216161805, 0.15313837699209373, 0.14798198605116586,
];
const bits = new DataView(new ArrayBuffer(8));

/**
 * e^x for x <= 709; below -708 it is 0 (what is left out there is smaller than any normal float64).
 *
 *   x = k ln 2 + r, |r| <= ln 2 / 2;   e^x = 2^k e^r,   e^r by a rational approximation
 */
export function exp(x: number): number {
  if (x < -708) return 0;
  if (!(x <= 709)) return x > 709 ? Number.POSITIVE_INFINITY : Number.NaN;
  const k = Math.round(x * Math.LOG2E);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = r - r * r * polynomial(EXP, r * r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return y * powerOf2(k);
}

/**
 * Natural logarithm of a normal x > 0, NaN for anything else but infinity.
 *
 *   x = 2^k (1 + f), 1 + f between 1/sqrt 2 and sqrt 2;   log x = k ln 2 + log(1 + f),   s = f / (2 + f)
 */
export function log(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x > 0 ? x : Number.NaN;
  bits.setFloat64(0, x);
  let k = (bits.getUint32(0) >>> 20) - 1023;
  let mantissa = x * powerOf2(-k);
  if (mantissa > Math.SQRT2) {
    mantissa *= 0.5;
    k += 1;
  }
  const f = mantissa - 1;
  const s = f / (2 + f);
  const half = 0.5 * f * f;
  const rest = s * s * polynomial(LOG, s * s);
  return k * LN2_HIGH - (half - (s * (half + rest) + k * LN2_LOW) - f);
}

/** c0 + c1 z + c2 z² + ... */
function polynomial(coefficients: number[], z: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * z + coefficients[i]!;
  return sum;
}

/** 2^k for -1022 <= k <= 1023. */
function powerOf2(k: number): number {
  bits.setUint32(0, (k + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}
