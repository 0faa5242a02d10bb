import { execFile } from 'node:child_process';
import path from 'node:path';
import { CollapsarError } from '../../prisma/errors.ts';
import { packageRoot } from '../../prisma/package-root.ts';

/** What the probing process prints on its last line. */
export type ProbeAnswer = { line: string } | { code: string; message: string };

/** Loading several hundred megabytes from a slow disk takes its time; the test itself some milliseconds. */
const PATIENCE_MS = 120_000;

/**
 * Starts a backend in a process of its own, with the self-test, and gives the line that says which and why. A library that
 * was built for another processor or another GPU driver ends the process that loads it; so it is not this one.
 * Throws what `startBackend` throws there, or BACKEND_FAILED when the process died or hung.
 */
export async function probeBackend(wanted: string): Promise<string> {
  const file = path.join(packageRoot(import.meta.dirname), 'dist', 'trainer', 'backends', 'probe.js');
  const { output, how } = await run(file, wanted);
  const answer = parse(output);
  if (!answer) throw new CollapsarError('BACKEND_FAILED', `The backend "${wanted}" ended the process that tried it (${how}).`);
  if ('line' in answer) return answer.line;
  throw new CollapsarError(answer.code, answer.message);
}

function run(file: string, wanted: string): Promise<{ output: string; how: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [file, wanted], { timeout: PATIENCE_MS, killSignal: 'SIGKILL' }, (error, output, errors) => {
      const words = errors.trim().split('\n').at(-1);
      resolve({ output, how: [error?.signal ?? `code ${error?.code ?? 0}`, ...(words ? [words] : [])].join(': ') });
    });
  });
}

function parse(output: string): ProbeAnswer | null {
  try {
    return JSON.parse(output.trim().split('\n').at(-1)!) as ProbeAnswer;
  } catch {
    return null;
  }
}
