import { plain, power } from '../formats/numbers.ts';
import type { Range, Tick } from './model.ts';

const STEPS = [1, 2, 4, 5, 10];

/** The step (1, 2, 4 or 5 times a power of ten) that cuts `length` into at most about `count` parts. */
export function niceStep(length: number, count: number): number {
  const raw = length / count;
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  return STEPS.map((step) => step * magnitude).find((step) => step >= raw * (1 - 1e-9))!;
}

/** Ticks at whole multiples of a nice step inside the domain. */
export function linearTicks([low, high]: Range, count = 4, text: (value: number) => string = plain): Tick[] {
  const step = niceStep(high - low, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => tick((first + i) * step, text));
}

const tick = (value: number, text: (value: number) => string): Tick => {
  const at = Number(value.toPrecision(12));
  return { at, text: text(at) };
};

/** The powers of ten as 10⁻¹. */
export const powerText = (value: number) => power(Math.round(Math.log10(value)));

/**
 * Ticks of a log axis: powers of ten, every n-th when there are more than six; 1-2-5 in plain digits when the domain
 * spans less than two decades. The other digits become unlabelled minor ticks.
 */
export function logTicks(
  domain: Range,
  text: (value: number) => string = powerText,
): { major: Tick[]; minor: number[] } {
  const all = digits(domain);
  const powers = all.filter(({ digit }) => digit === 1);
  if (Math.log10(domain[1] / domain[0]) < 2 - 1e-9) return shortLogTicks(all, text);
  const every = Math.ceil(powers.length / 6);
  const isMajor = (exponent: number) => (exponent - powers[0]!.exponent) % every === 0;
  return {
    major: powers.filter(({ exponent }) => isMajor(exponent)).map(({ value }) => ({ at: value, text: text(value) })),
    minor: all
      .filter(({ digit, exponent }) => (every === 1 ? digit !== 1 : digit === 1 && !isMajor(exponent)))
      .map(({ value }) => value),
  };
}

function shortLogTicks(all: Digit[], text: (value: number) => string) {
  const isMajor = ({ digit }: Digit) => [1, 2, 5].includes(digit);
  const label = text === powerText ? plain : text;
  return {
    major: all.filter(isMajor).map(({ value }) => ({ at: value, text: label(value) })),
    minor: all.filter((each) => !isMajor(each)).map(({ value }) => value),
  };
}

interface Digit {
  digit: number;
  exponent: number;
  value: number;
}

/** Every d x 10^k inside the domain, ascending. */
function digits([low, high]: Range): Digit[] {
  const found: Digit[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.log10(high) + 1e-9; exponent++) {
    for (let digit = 1; digit < 10; digit++) {
      const value = Number(`${digit}e${exponent}`);
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) found.push({ digit, exponent, value });
    }
  }
  return found;
}
