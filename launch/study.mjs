// `npm run study`: the paper's study in a record of its own. Imported only after the build: dist/ is there.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { followStudy, openStudyRecord } from '../dist/server/reproduction/study-record.js';
import { home, prepareDatabase, stopUnusedDatabase, watchDatabase } from './database.mjs';
import { folderOfCaller } from './measure.mjs';
import { Program } from './program.mjs';
import { Progress } from './progress.mjs';
import { noteRunning, refuseSecondStart } from './running.mjs';
import { stage } from './stage.mjs';
import { Stop } from './stop.mjs';

const LOOK_MS = 2_000;

/** Queues what is missing, trains until every cell is over, archives each at once and at the end all together. Gives the exit code: 1 where a cell failed. */
export async function study(args) {
  const { full, folder, list, record: recorded, report } = read(args);
  refuseSecondStart(home);
  noteRunning(home, { whole: true });
  const stopped = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve('stopped'));
  });
  const database = await prepareDatabase();
  const unwatch = watchDatabase(database, console.log);
  const record = await openStudyRecord(database.url, { full, folder });
  try {
    if (list) return print(await record.states());
    if (recorded) return await write(record, recorded);
    if (report) return await tell(record, report);
    return await train(record, database, stopped);
  } finally {
    unwatch();
    await record.close();
    await stopUnusedDatabase(database);
  }
}

async function train(record, database, stopped) {
  await record.queue();
  const progress = new Progress();
  const trainer = new Program('trainer', {
    folder: home,
    env: { DATABASE_URL: database.url, COLLAPSAR_SLOTS: process.env.COLLAPSAR_SLOTS || String(availableParallelism()) },
    say: (text) => progress.say(text),
    onMessage: (message) => progress.show(message),
  });
  let isStopped = false;
  stopped.then(() => {
    isStopped = true;
  });
  try {
    await stage('trainer', () => trainer.start('ready'), ({ slots, backend }) => `ready, ${slots} at once on ${backend}`);
    progress.begin(`\n  Archives go to ${record.folder}\n  Ctrl-C stops; the same command goes on from here.\n`);
    const over = followStudy(record, { say: (text) => progress.say(`  ${text}`), wait: () => sleep(LOOK_MS), isStopped: () => isStopped });
    const result = await Promise.race([over, stopped, trainer.givenUp]);
    if (result === 'stopped') return 130;
    progress.end();
    return print(await record.states());
  } finally {
    isStopped = true;
    progress.end();
    await trainer.stop();
  }
}

async function write(record, folder) {
  const bytes = await record.writeRecorded(folder);
  console.log(`\n  ${folder}: ${(bytes / 1e6).toFixed(1)} MB`);
  return 0;
}

async function tell(record, file) {
  await record.writeReport(file);
  console.log(`\n  ${file}, and its figures in the folder beside it`);
  return 0;
}

function print(shown) {
  console.log(`\n${shown.table}\n\n  ${shown.summary}`);
  return shown.isGood ? 0 : 1;
}

function read(args) {
  const options = { full: { type: 'boolean', default: false }, list: { type: 'boolean', default: false }, folder: { type: 'string' }, record: { type: 'string' }, report: { type: 'string' } };
  try {
    const { full, list, folder, record, report } = parseArgs({ args, options, allowPositionals: false }).values;
    const resolved = (given) => path.resolve(folderOfCaller(process.env, 'study'), given);
    return { full, list, folder: folder ? resolved(folder) : path.join(home, 'study'), record: record && resolved(record), report: report && resolved(report) };
  } catch (error) {
    throw new Stop(`${error.message.split(/[.;\n]/)[0]}; node collapsar.mjs study --help tells all options.`);
  }
}
