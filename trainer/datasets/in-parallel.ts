/**
 * Does `work` for 0 .. count - 1, beginning in order, at most `width` at once. The first failure, or the signal, ends it: no further
 * piece is begun, and the failure is thrown when those in work have ended.
 */
export async function inParallel(
  count: number,
  width: number,
  work: (index: number) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  let next = 0;
  const failures: unknown[] = [];
  const goOn = async () => {
    while (next < count && failures.length === 0 && !signal?.aborted) {
      await work(next++).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, goOn));
  signal?.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}
