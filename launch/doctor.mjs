// `collapsar doctor`: looks at this machine and says what is wrong and what to do. It changes nothing, and builds and fetches nothing.
import { parseArgs } from 'node:util';
import { machineChecks } from './doctor-machine.mjs';
import { programChecks } from './doctor-program.mjs';
import { isInstalled, programsAreBuilt } from './build.mjs';
import { Stop } from './stop.mjs';

export const DOCTOR_HELP = `node collapsar.mjs doctor [--scrub] [--json]
Checks this machine, the program, the data sets and the record. Changes nothing, fetches nothing; an embedded database that does not run is
started for the look and stopped again. Exit code 0 where all is well, else 1.

  --scrub    hash every snapshot and checkpoint of the record, with pauses, instead of a sample of 100
  --json     one JSON object instead of lines: { ok, checks: [{ name, state: "ok" | "problem" | "skipped", text, remedy }] }`;

/**
 * @typedef {{ name: string, state: 'ok' | 'problem' | 'skipped', text: string, remedy?: string }} Check
 * @typedef {{ name: string, look: (options: { scrub: boolean }) => Promise<Omit<Check, 'name'>[] | Omit<Check, 'name'>> }} Look
 */

/** Runs all checks and prints each when it is done. Gives the exit code. */
export async function doctor(words) {
  const { scrub, json } = readWords(words);
  const checks = [];
  for await (const check of allChecks({ scrub })) {
    checks.push(check);
    if (!json) print(check);
  }
  const problems = checks.filter(({ state }) => state === 'problem').length;
  if (json) console.log(JSON.stringify({ ok: problems === 0, checks }, null, 2));
  else console.log(problems === 0 ? '\nAll is well.' : `\n${problems} ${problems === 1 ? 'problem' : 'problems'}.`);
  return problems === 0 ? 0 : 1;
}

async function* allChecks(options) {
  yield* run([...machineChecks, ...programChecks], options);
  if (!isInstalled() || !programsAreBuilt()) return; // said above; the rest needs the built program
  const { builtChecks } = await import('./doctor-built.mjs');
  yield* run(builtChecks, options);
  const { recordChecks } = await import('./doctor-record.mjs');
  yield* recordChecks(options);
}

/** A check that fails itself is a problem, and does not keep the others from being made. */
async function* run(looks, options) {
  for (const { name, look } of looks) {
    const found = await Promise.resolve(look(options)).catch((error) => ({ state: 'problem', text: error.message }));
    for (const check of [found].flat()) yield { name, ...check };
  }
}

const TICKS = { ok: '✓', problem: '✗', skipped: '–' };
function print({ name, state, text, remedy }) {
  console.log(`${TICKS[state]} ${name.padEnd(16)}${text}${remedy && state === 'problem' ? `\n  ${' '.repeat(16)}→ ${remedy}` : ''}`);
}

function readWords(words) {
  try {
    return parseArgs({ args: words, options: { scrub: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    throw new Stop(`${error.message.split('. ')[0]}. See node collapsar.mjs doctor --help.`);
  }
}
