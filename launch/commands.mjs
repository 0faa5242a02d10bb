import path from 'node:path';
import { BACKEND_HELP } from './backend-help.mjs';
import { base, build, buildProgramsOnly, install, isPackaged } from './build.mjs';
import { check } from './check.mjs';
import { CHECK_HELP } from './check-help.mjs';
import { checkNode, checkSettings, SETTINGS } from './checks.mjs';
import { DOCTOR_HELP, doctor } from './doctor.mjs';
import { importFiles } from './import.mjs';
import { measure, prepareProgram } from './measure.mjs';
import { BACKUP_HELP, RESTORE_HELP } from './record-help.mjs';
import { refuseWhileRunning } from './running.mjs';
import { readSecretFiles, SECRETS } from './secret-files.mjs';
import { stage } from './stage.mjs';
import { Stop } from './stop.mjs';
import { TOKEN_HELP } from './token-help.mjs';
import { TRAIN_HELP } from './train-help.mjs';

/** `own`: it has its own --help, and reads no settings. */
const COMMANDS = {
  start: { meaning: 'all at once: database, server, dashboard and one trainer (npm start)', run: start },
  server: { meaning: 'the server and the dashboard alone', run: (...args) => alone('server', args) },
  trainer: { meaning: 'a trainer alone, on any machine that reaches DATABASE_URL', run: (...args) => alone('trainer', args) },
  measure: { meaning: 'every metric of a features file, without server and database (measure --help)', run: (...words) => measure(words), own: true },
  import: { meaning: 'bring epochs of a network trained elsewhere, or studies exported as .tar, into the record (import --help)', run: importAny, own: true },
  check: { meaning: 'ask a server whether the runs of a study pass its checks, for CI (check --help)', run: (...words) => check(words), help: CHECK_HELP, own: true },
  train: { meaning: 'queue runs, pause, resume or cancel them, watch them (train --help)', run: train, help: TRAIN_HELP },
  token: { meaning: 'make a token on this machine, e.g. the first admin\'s (token --help)', run: token, help: TOKEN_HELP },
  backup: { meaning: 'save the whole record in one file, also while runs train: backup FILE', run: (...words) => saved('backup', words), help: BACKUP_HELP },
  restore: { meaning: 'fill an empty record from such a file: restore FILE', run: (...words) => saved('restore', words), help: RESTORE_HELP },
  doctor: { meaning: 'check this machine, the program and the record, and say what to do (doctor --help)', run: (...words) => doctor(words), help: DOCTOR_HELP, own: true },
  setup: { meaning: 'install and build, nothing else', run: setUp },
  build: { meaning: 'the same as setup', run: setUp },
  backend: { meaning: 'install another training backend: gpu, native or node; without a name, list them', run: backend, help: BACKEND_HELP },
  test: { meaning: 'install, build, run the tests; further words go to vitest (npm test)', run: test },
};

/** Runs one command of the program; gives the exit code. */
export async function runCommand([name = 'help', ...args]) {
  try {
    checkNode();
    readSecretFiles();
    const command = COMMANDS[name];
    const wantsHelp = args.some((word) => ['--help', '-h'].includes(word));
    if (command?.help && wantsHelp) {
      console.log(command.help);
      return 0;
    }
    if (['help', '--help', '-h'].includes(name) || (wantsHelp && !command?.own)) return help();
    if (!command) throw new Stop(`There is no command "${name}": use one of ${Object.keys(COMMANDS).join(', ')}.`);
    if (!command.own) checkSettings();
    return (await command.run(...args)) ?? 0;
  } catch (error) {
    // a Stop and a CollapsarError are for people; all else is a fault of ours and needs its stack
    console.error(`\n${error instanceof Stop || error.name === 'CollapsarError' ? error.message : error.stack}`);
    return 1;
  }
}

async function setUp() {
  await stage('dependencies', () => install(refuseWhileRunning));
  await stage('program', () => build(refuseWhileRunning));
}

async function start() {
  await setUp();
  const { startEverything } = await import('./start.mjs');
  return startEverything();
}

/** One program by itself, attached to the embedded database where DATABASE_URL is not set. */
async function alone(name, args) {
  await setUp();
  const { startAlone } = await import('./start.mjs');
  return startAlone(name, args);
}

async function train(...args) {
  await setUp();
  const { train: launch } = await import('./train.mjs');
  return launch(args);
}

/** A .tar is a study that was exported; everything else is epochs, which a running server takes. */
function importAny(...words) {
  const archives = words.filter((word) => word.endsWith('.tar'));
  if (archives.length === 0) return importFiles(words);
  const other = words.find((word) => !word.endsWith('.tar'));
  if (other) throw new Stop(`import takes archives of studies alone: ${other} is none; bring it in by a command of its own.`);
  return importArchive(archives);
}

async function importArchive(files) {
  await setUp();
  const { importArchives } = await import('./import-archive.mjs');
  return importArchives(files);
}

async function token(...args) {
  await install(refuseWhileRunning);
  await buildProgramsOnly(refuseWhileRunning);
  const { makeToken } = await import('./token.mjs');
  return makeToken(args);
}

async function saved(command, words) {
  await prepareProgram();
  const commands = await import('./backup.mjs');
  return commands[command](words);
}

async function backend(...args) {
  await setUp();
  const { backendCommand } = await import('./backend.mjs');
  return backendCommand(...args);
}

async function test(...args) {
  if (isPackaged) throw new Stop('The tests are in the repository, not in the installed package: clone it and run npm test there.');
  await setUp();
  const { findBrowser } = await import('./browser.mjs');
  const browser = await stage('browser', findBrowser, (found) => found || 'none: the browser tests are skipped');
  const { runTests } = await import('./test.mjs');
  return runTests(args, browser);
}

function help() {
  const row = (name, meaning) => `  ${name.padEnd(30)}${meaning}`;
  console.log('Collapsar: watch, measure and discuss neural collapse.\n\nnode collapsar.mjs <command>');
  for (const [name, { meaning }] of Object.entries(COMMANDS)) console.log(row(name, meaning));
  console.log('\nSettings, all optional, from the environment:');
  console.log(row('DATABASE_URL', 'a Postgres to use instead of the embedded one'));
  for (const [name, { meaning }] of Object.entries(SETTINGS)) console.log(row(name, meaning));
  console.log(row('..._FILE', `a file that holds ${SECRETS.join(', ')} instead`));
  console.log(row('LOG_LEVEL', 'trace, debug, info, warn, error, fatal or silent (info)'));
  console.log(`\nFolder: ${path.resolve(base)}`);
  return 0;
}
