// `npm run train`: queues runs, gives orders, watches. Imported only after the build: dist/ is there.
import { fork } from 'node:child_process';
import path from 'node:path';
import { base, root } from './build.mjs';
import { home, prepareDatabase, stopUnusedDatabase } from './database.mjs';
import { Progress } from './progress.mjs';
import { noteRunning } from './running.mjs';

/** Runs the program behind the command; the record is started only when it asks for it, after it has checked everything. Gives its exit code. */
export async function train(args) {
  noteRunning(home, { whole: false });
  const progress = new Progress();
  let database = null;
  // detached: Ctrl-C in the terminal reaches us alone
  const child = fork(path.join(root, 'dist/trainer/launch-run.js'), args, {
    cwd: base,
    detached: true,
    execArgv: ['--enable-source-maps'],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const stop = () => {
    progress.say('The runs go on without this window: --watch shows them again.');
    child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
  try {
    return await new Promise((resolve, reject) => {
      child.on('message', async (message) => {
        if (message.kind !== 'database') return show(progress, message);
        try {
          database = await prepareDatabase();
          child.send({ url: database.url });
        } catch (error) {
          child.kill('SIGTERM');
          reject(error);
        }
      });
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(signal ? 130 : code));
    });
  } finally {
    progress.end();
    if (database) await stopUnusedDatabase(database);
  }
}

let hasBars = false;
function show(progress, message) {
  if (message.kind === 'progress' && !hasBars) {
    hasBars = true;
    progress.begin('');
  }
  progress.show(message);
}
