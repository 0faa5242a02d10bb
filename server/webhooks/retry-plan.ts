/** Pauses behind the first tries, in seconds; the last one repeats until the delivery is given up. */
const PAUSES_S = [15, 60, 300, 1200, 3600, 3 * 3600];
/** Deliveries that failed together must not all come back in the same instant. */
const JITTER = 0.2;

/** Seconds until a delivery is tried again that was tried `attempts` times. */
export function pauseBehind(attempts: number, random: () => number = Math.random): number {
  const pause = PAUSES_S[Math.min(Math.max(attempts, 1), PAUSES_S.length) - 1]!;
  return pause * (1 - JITTER + 2 * JITTER * random());
}
