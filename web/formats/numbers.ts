/** Narrow no-break space: groups thousands and stands before a unit, and no line breaks at it. */
export const THIN = '\u202f';
export const MINUS = '\u2212';
/** What stands for a number that does not exist. */
export const NONE = '–';

type Value = number | null | undefined;

const withMinus = (text: string) => text.replace(/^-/, MINUS);

/** 1840 -> "1 840". */
export function count(value: Value): string {
  if (value == null) return NONE;
  return withMinus(String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, THIN));
}

/** A metric: three decimals from 0.01 to 1, else about three digits; below 1e-3 the form that code reads; an exact zero is "0". */
export function metric(value: Value): string {
  if (value == null) return NONE;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e5) return withMinus(value.toExponential(1).replace('e+', 'e'));
  if (size >= 999.5) return count(value);
  return withMinus(value.toFixed(decimals(size)));
}

function decimals(size: number): number {
  if (size < 0.00995) return 4;
  if (size < 0.9995) return 3;
  if (size < 9.995) return 2;
  return size < 99.95 ? 1 : 0;
}

/**
 * A share of one: whole per cents from 10 %, one decimal below. A share that is not exactly 0 or 1 is never rounded
 * to 0 % or 100 %: one wrong image in 50 000 is "0.002 %", since the terminal phase hangs on exactly that.
 */
export function share(value: Value): string {
  return value == null ? NONE : perCent(value, Math.abs(value) < 0.0995 && value !== 0 ? 1 : 0);
}

/** Accuracy from an error: one decimal, "100 %" only without any error. */
export function accuracy(error: Value): string {
  if (error == null) return NONE;
  return error === 0 ? `100${THIN}%` : perCent(1 - error, 1);
}

function perCent(value: number, digits: number): string {
  const pure = value === 0 || value === 1;
  let text = (100 * value).toFixed(digits);
  for (let more = digits + 1; !pure && more <= 8 && (Number(text) === 0 || Number(text) === 100); more++)
    text = (100 * value).toFixed(more);
  return `${withMinus(text)}${THIN}%`;
}

const signed = (value: number, text: string) => (value > 0 ? `+${text}` : value < 0 ? `${MINUS}${text}` : `±${text}`);

/** Relative change from one value to another, "−40 %"; none when the first is zero. */
export function change(from: Value, to: Value): string {
  if (from == null || to == null || from === 0) return NONE;
  const relative = Math.round((1000 * (to - from)) / Math.abs(from)) / 10;
  const size = Math.abs(relative);
  return signed(relative, `${size < 10 ? size : Math.round(size)}${THIN}%`);
}

/** Change of a share in points of per cent, "+0.4 pt": a relative change of a share misleads. */
export function pointChange(from: Value, to: Value): string {
  if (from == null || to == null) return NONE;
  const size = Math.abs(100 * (to - from)).toFixed(1);
  return signed(Number(size) === 0 ? 0 : to - from, `${size}${THIN}pt`);
}

/** "0.247 → 0.148" of two texts. */
export const fromTo = (from: string, to: string) => `${from} → ${to}`;

/** The full float64, as code reads it: for hover and copying. */
export const exact = (value: Value) => (value == null ? NONE : String(value));

const SUPERSCRIPT: Record<string, string> = {
  '-': '⁻',
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
};

/** 10⁻¹ for -1. */
export const power = (exponent: number) => `10${[...String(exponent)].map((digit) => SUPERSCRIPT[digit]).join('')}`;

/** Plain digits of a tick, without the dust of float arithmetic. */
export const plain = (value: number) => withMinus(String(Number(value.toPrecision(10))));
