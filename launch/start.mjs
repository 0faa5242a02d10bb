// Starts the processes, watches them and stops them. Imported only after the build: dist/ is there.
import { home, prepareDatabase, stopUnusedDatabase, watchDatabase } from './database.mjs';
import { Program } from './program.mjs';
import { Progress } from './progress.mjs';
import { noteRunning, refuseSecondStart } from './running.mjs';
import { stage } from './stage.mjs';
import { Stop } from './stop.mjs';
import { fillEmptyRecord } from './recorded-study.mjs';

/** `npm start`: database, migrations, server with the dashboard, one trainer; runs until Ctrl-C. */
export async function startEverything() {
  refuseSecondStart(home);
  noteRunning(home, { whole: true });
  const progress = new Progress();
  const say = (text) => progress.say(text);
  const programs = [];
  const stopped = onceStopped(programs);
  const database = await prepareDatabase();
  const unwatch = watchDatabase(database, say);
  let stopping = false;
  const add = (name, rest) => {
    if (stopping) throw new Stop('stopped while it was starting');
    const program = new Program(name, { folder: home, env: { DATABASE_URL: database.url }, say, ...rest });
    programs.push(program);
    return program;
  };
  const work = async () => {
    await fillEmptyRecord(database.url);
    const server = add('server');
    const { url } = await stage('server', () => server.start('serving'), (ready) => ready.url);
    // a server that is started again must come back where the pages look for it, also when the system chose the port
    server.env.COLLAPSAR_PORT = new URL(url).port || '80';
    const trainer = add('trainer', { args: ['--first-study'], onMessage: (message) => progress.show(message) });
    await stage('trainer', () => trainer.start('ready'), readyLine);
    noteRunning(home, { whole: true, url });
    progress.begin(`\n  Open ${url}\n  Ctrl-C stops everything; the next start goes on from here.\n`);
    await Promise.race([server.givenUp, trainer.givenUp]);
  };
  try {
    await Promise.race([stopped, work()]);
    return 0;
  } finally {
    stopping = true;
    unwatch();
    progress.end();
    await stage('stopping', () => stopAll(programs, database), () => 'stopped');
  }
}

/** `npm run server`, `npm run trainer`: one program by itself, its lines on this terminal. */
export async function startAlone(name, args) {
  noteRunning(home, { whole: false });
  const database = await prepareDatabase();
  const progress = new Progress();
  const program = new Program(name, { folder: home, args, env: { DATABASE_URL: database.url }, say: (text) => progress.say(text), onMessage: (message) => progress.show(message) });
  const stopped = onceStopped([program]);
  try {
    const ready = await stage(name, () => program.start(name === 'server' ? 'serving' : 'ready'), (message) => message.url ?? readyLine(message));
    progress.begin(ready.url ? `\n  Open ${ready.url}\n` : '');
    await Promise.race([stopped, program.givenUp]);
    return 0;
  } finally {
    progress.end();
    await stopAll([program], database);
  }
}

const readyLine = ({ slots, backend }) => `ready, ${slots} at once on ${backend}`;

async function stopAll(programs, database) {
  await Promise.all(programs.map((program) => program.stop()));
  await stopUnusedDatabase(database);
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
