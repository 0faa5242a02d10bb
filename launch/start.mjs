// Starts the processes, watches them and stops them. Imported only after the build: dist/ is there.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { findDatabase, stopDatabase } from '../dist/prisma/database.js';
import { migrate } from '../dist/prisma/migrate.js';
import { root } from './build.mjs';
import { Program } from './program.mjs';
import { Progress } from './progress.mjs';
import { stage } from './stage.mjs';

const home = path.resolve(root, process.env.COLLAPSAR_HOME || '.collapsar');

/** `npm start`: database, migrations, server with the dashboard, one trainer; runs until Ctrl-C. */
export async function startEverything() {
  const database = await prepareDatabase();
  const progress = new Progress();
  const programs = [];
  const stopped = onceStopped(programs);
  try {
    const server = new Program('server', { folder: home, env: { DATABASE_URL: database.url }, say: (text) => progress.say(text) });
    programs.push(server);
    const { url } = await stage('server', () => server.start('serving'), (ready) => ready.url);
    const trainer = new Program('trainer', {
      folder: home,
      args: ['--first-study'],
      env: { DATABASE_URL: database.url },
      say: (text) => progress.say(text),
      onMessage: (message) => progress.show(message),
    });
    programs.push(trainer);
    await stage('trainer', () => trainer.start('ready'), (ready) => `ready, ${ready.slots} at once`);
    progress.begin(`\n  Open ${url}\n  Ctrl-C stops everything; the next start goes on from here.\n`);
    await Promise.race([stopped, ...programs.map((program) => program.givenUp)]);
    return 0;
  } finally {
    progress.end();
    await stage('stopping', () => stopAll(programs, database), () => 'stopped');
  }
}

/** `npm run server`, `npm run trainer`: one program by itself, its lines on this terminal. */
export async function startAlone(name, args) {
  const database = await prepareDatabase();
  const progress = new Progress();
  const program = new Program(name, { folder: home, args, env: { DATABASE_URL: database.url }, say: (text) => progress.say(text), onMessage: (message) => progress.show(message) });
  const stopped = onceStopped([program]);
  try {
    const ready = await stage(name, () => program.start(name === 'server' ? 'serving' : 'ready'), (message) => message.url ?? `ready, ${message.slots} at once`);
    progress.begin(ready.url ? `\n  Open ${ready.url}\n` : '');
    await Promise.race([stopped, program.givenUp]);
    return 0;
  } finally {
    progress.end();
    await stopAll([program], database);
  }
}

async function prepareDatabase() {
  mkdirSync(home, { recursive: true });
  const describe = (found) => (found.started === undefined ? 'as DATABASE_URL says' : found.started ? 'started' : 'attached');
  const database = await stage('database', () => findDatabase({ home }), describe);
  await stage('migrations', () => migrate(database.url), (names) => (names.length ? `applied ${names.length}` : 'up to date'));
  return database;
}

async function stopAll(programs, database) {
  await Promise.all(programs.map((program) => program.stop()));
  // the embedded database goes too, unless another program of this folder still works on it
  if (database.started !== undefined) await stopDatabase(home, { unlessInUse: true });
}

/** Resolves at the first Ctrl-C or SIGTERM; at the second all ends at once, and the record is still whole. */
function onceStopped(programs) {
  let count = 0;
  return new Promise((resolve) => {
    const onSignal = () => {
      count += 1;
      if (count === 1) return resolve();
      for (const program of programs) program.kill();
      process.exit(130);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  });
}
