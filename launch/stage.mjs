const line = (name, text) => `  ${name.padEnd(14)}${text}`;

/** Does one stage of the start and prints one line for it, on `stream`: its name, its outcome, its seconds. */
export async function stage(name, work, describe = String, stream = process.stdout) {
  const begin = performance.now();
  const rewrite = stream.isTTY ? '\r\x1b[K' : '';
  if (stream.isTTY) stream.write(line(name, '…'));
  try {
    const outcome = await work();
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    stream.write(`${rewrite}${line(name, describe(outcome).padEnd(44))}${seconds.padStart(7)} s\n`);
    return outcome;
  } catch (error) {
    stream.write(`${rewrite}${line(name, 'failed')}\n`);
    throw error;
  }
}
