// `npm run audit`: known weaknesses of the installed packages, by the registry's list, and their licences, by the lock file.
// Exit code 1 for a high or critical advisory without an answer below, or a licence that is not on the list; 2 where the registry has no answer.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Advisories that were looked at and do not concern us, by their identifier (GHSA-...): one sentence each, why. */
export const ANSWERS = {};

/** Licences under which a package may be used, and handed on, in a program under MIT. */
const ALLOWED = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'CC0-1.0', 'CC-BY-4.0', 'Unlicense', 'Python-2.0']);
/** Others, package by package (a name, or its beginning with *), and why they may be used. */
const LOOKED_AT = {
  '@img/sharp-*': 'LGPL-3.0-or-later: libvips, a library of its own that is loaded and can be replaced; not changed',
  'lightningcss*': 'MPL-2.0: a tool of the build; no file of it is changed or handed on',
  'axe-core': 'MPL-2.0: used by tests alone',
  elkjs: 'EPL-2.0: comes with Prisma\'s command line, which only builds; not handed on',
  'seq-queue': 'MIT by its file LICENSE; its package.json names none',
};

/**
 * Packages of a lock file whose licence is neither allowed nor answered: name, version, licence.
 *
 * @param {{ packages: Record<string, { version?: string, license?: string, link?: boolean }> }} lock
 * @param {Record<string, string>} lookedAt
 */
export function unknownLicences(lock, lookedAt = LOOKED_AT) {
  return Object.entries(lock.packages)
    .filter(([place, { license, link }]) => place && !link && !isAllowed(license) && !answerFor(nameOf(place), lookedAt))
    .map(([place, { version, license }]) => `${nameOf(place)}@${version}: ${license ?? 'no licence is named'}`);
}

const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
const answerFor = (name, lookedAt) => Object.keys(lookedAt).some((known) => (known.endsWith('*') ? name.startsWith(known.slice(0, -1)) : known === name));

/** "A OR B" where one is allowed, "A AND B" where both are. */
function isAllowed(licence) {
  if (!licence) return false;
  return licence.replace(/[()]/g, '').split(/ OR /i).some((choice) => choice.split(/ AND /i).every((one) => ALLOWED.has(one.trim())));
}

/**
 * High and critical advisories of `npm audit --json` without an answer; null where that is no list of advisories.
 *
 * @param {any} report
 * @param {Record<string, string>} answers
 */
export function unanswered(report, answers = ANSWERS) {
  if (!report?.vulnerabilities) return null;
  const found = new Map();
  for (const { via } of Object.values(report.vulnerabilities)) {
    for (const advisory of via) {
      if (typeof advisory !== 'object' || !['high', 'critical'].includes(advisory.severity)) continue;
      const id = /GHSA-[\w-]+/.exec(advisory.url ?? '')?.[0] ?? String(advisory.source);
      if (!answers[id]) found.set(id, `${id} (${advisory.severity}) ${advisory.name} ${advisory.range}: ${advisory.title}`);
    }
  }
  return [...found.values()];
}

function main() {
  const root = path.join(import.meta.dirname, '..');
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const licences = unknownLicences(lock);
  const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8', maxBuffer: 1e8, shell: process.platform === 'win32' });
  const report = parsed(stdout);
  const advisories = unanswered(report);
  console.log(`licences: ${Object.keys(lock.packages).length - 1} packages, ${licences.length === 0 ? 'all on the list or answered' : `${licences.length} unknown`}`);
  for (const line of licences) console.log(`  ${line}`);
  if (advisories) console.log(`advisories: ${advisories.length === 0 ? 'none that is high and unanswered' : advisories.length}`);
  else console.log(`advisories: unknown. The registry does not answer the question (${report?.message ?? 'no answer'}): ask where it does.`);
  for (const line of advisories ?? []) console.log(`  ${line}`);
  if (licences.length > 0 || advisories?.length > 0) return 1;
  return advisories ? 0 : 2;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = main();
