const line = (name, text) => `  ${name.padEnd(14)}${text}`;
const rewrite = process.stdout.isTTY ? '\r\x1b[K' : '';

/** Does one stage of the start and prints one line for it: its name, its outcome, its seconds. */
export async function stage(name, work, describe = String) {
  const begin = performance.now();
  if (process.stdout.isTTY) process.stdout.write(line(name, '…'));
  try {
    const outcome = await work();
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    process.stdout.write(`${rewrite}${line(name, describe(outcome).padEnd(44))}${seconds.padStart(7)} s\n`);
    return outcome;
  } catch (error) {
    process.stdout.write(`${rewrite}${line(name, 'failed')}\n`);
    throw error;
  }
}
