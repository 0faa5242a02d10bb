import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { CollapsarError } from '../prisma/errors.ts';
import { serverLog } from './monitoring/server-log.ts';
import { startTracing } from './monitoring/tracing.ts';
import { readSettings } from './settings.ts';
import { type RunningServer, startServer } from './start-server.ts';

export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';

/** The server as a program: settings from the environment, ready when it says so, gone within seconds of a signal. */
async function main(): Promise<void> {
  const { logLevel, ...settings } = readSettings(process.env);
  const log = serverLog(logLevel);
  const tracing = await startTracing(process.env, settings.trustProxy > 0, log);
  const running = await startServer({ ...settings, web: true, log, tracing });
  const server = { ...running, stop: () => running.stop().finally(tracing?.end) };
  stopOnSignal(server);
  endOnFault(log);
  log.info({ url: server.url }, 'serving');
  process.send?.({ kind: 'serving', url: server.url });
}

/** The first signal stops in order, the second at once. A parent that is gone cannot send one: that is a signal too. */
function stopOnSignal(server: RunningServer): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    await server.stop();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
}

/**
 * What nobody caught leaves the process in a state that nobody knows: it ends, and its starter starts it again. Without this the dashboard's
 * own listeners would only print it.
 */
function endOnFault(log: Logger): void {
  const end = (error: unknown) => {
    log.fatal({ err: error }, 'a fault that nobody caught: the server ends');
    tellFailure(error);
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

function isProgram(): boolean {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
}

if (isProgram()) {
  main().catch((error: unknown) => {
    tellFailure(error);
    process.exit(1);
  });
}

/** Whoever started the program shows the last line: it must be the cause, also where a stack helps to find it. */
function tellFailure(error: unknown): void {
  if (error instanceof Error && !(error instanceof CollapsarError)) console.error(error.stack);
  console.error(error instanceof Error ? error.message : error);
}
