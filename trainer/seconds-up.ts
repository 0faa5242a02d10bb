/** Whole seconds of a clock that never jumps and is the same in all threads of a process; the time of day may be set while a run trains. */
export const secondsUp = (): number => Math.floor(Number(process.hrtime.bigint() / 1_000_000_000n));
