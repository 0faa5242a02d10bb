#!/usr/bin/env node
/**
 * Prisma's schema engine as a program, made of its WebAssembly build (npm: @prisma/schema-engine-wasm) and adapter-pg.
 *
 * Prisma's command line downloads a native engine from its own host and does nothing without it. This one speaks the same JSON-RPC on
 * standard input and output, as far as `migrate diff` and `validate` need, and comes with `npm install`:
 *   PRISMA_SCHEMA_ENGINE_BINARY=prisma/schema-engine.mjs prisma migrate diff ...
 * Only authors of migrations and one test need it; the program itself migrates with migrate.ts. To be checked again with each version
 * of Prisma, whose packages must all be the same one; it may go when Prisma's command line loads the WebAssembly build itself.
 */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import readline from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const require = createRequire(import.meta.url);
const programArguments = process.argv.slice(2);

/** OIDs of Postgres's types: "char" is what the system catalogues use for one-letter codes. */
const OID = { char: 18, text: 25, charArray: 1002, bpcharArray: 1003, textArray: 1009 };

if (programArguments.includes('--version')) {
  const home = require.resolve('@prisma/schema-engine-wasm');
  const { version } = JSON.parse(fs.readFileSync(new URL('./package.json', `file://${home}`), 'utf8'));
  console.log(`schema-engine-wasm ${version}`);
} else {
  await serve();
}

/** Answers one request a line, in order, until standard input ends. */
async function serve() {
  const databaseUrl = JSON.parse(valuesOf('--datasource')[0] ?? '{}').url;
  const datamodels = valuesOf('--datamodels').map((file) => [file, fs.readFileSync(file, 'utf8')]);
  const wasm = await loadWasm();
  await teachOneLetterCodes();
  let current = null;
  // the wasm build reports bad arguments and panics out of band: they answer the request in hand
  process.on('uncaughtException', (error) => {
    if (current) reply(failure(current.id, error));
    process.exitCode = 1;
  });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    current = JSON.parse(line);
    reply(await answer(current, () => makeEngine(wasm, databaseUrl, datamodels)));
    current = null;
  }
}

async function answer({ id, method, params }, make) {
  let bound;
  try {
    // a fresh engine each time: a used one fails its second shadow database
    const made = await make();
    bound = made.bound;
    const result = await made.engine[method](params);
    if (method !== 'diff' || result?.stdout == null) return success(id, result ?? null);
    reply({ jsonrpc: '2.0', id: `print-${id}`, method: 'print', params: { content: result.stdout } });
    return success(id, { ...result, stdout: null });
  } catch (error) {
    return failure(id, realError(error, bound));
  }
}

async function makeEngine(wasm, databaseUrl, datamodels) {
  const bound = bindMigrationAwareSqlAdapterFactory(shadowFactory(databaseUrl));
  const engine = await wasm.SchemaEngine.new(
    { datamodels: datamodels.length ? datamodels : undefined },
    () => {},
    bound,
  );
  return { engine, bound };
}

/**
 * adapter-pg, with a shadow database (where migrations are replayed) that works: its own reconnects to the main database when it was made
 * from a URL, drops the shadow one while its pool is still connected, and cannot make a function.
 */
function shadowFactory(databaseUrl) {
  const config = connectionOf(databaseUrl);
  const factory = new PrismaPg(config);
  factory.connectToShadowDb = async () => {
    const database = `prisma_shadow_${randomUUID()}`;
    await administer(config, `CREATE DATABASE "${database}"`);
    const adapter = await new PrismaPg({ ...config, database }).connect();
    // its own cuts a script at each semicolon, also within the body of a function
    adapter.executeScript = (script) => adapter.client.query(script).then(() => {}, (error) => adapter.onError(error));
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await administer(config, `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    };
    return adapter;
  };
  return factory;
}

async function administer(config, statement) {
  const client = new pg.Client({ ...config, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Single fields, because a connection string would win over `database`. */
function connectionOf(databaseUrl) {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
  };
}

async function loadWasm() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const home = require.resolve('@prisma/schema-engine-wasm');
  const module = await WebAssembly.compile(fs.readFileSync(new URL('./schema_engine_bg.wasm', `file://${home}`)));
  const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return bindings;
}

/** adapter-pg does not know "char", and the engine panics when it gets text in its place: read it as text, hand it on as a character. */
async function teachOneLetterCodes() {
  const Result = require('pg/lib/result.js');
  const addFields = Result.prototype.addFields;
  Result.prototype.addFields = function (fields) {
    for (const field of fields) {
      field.isOneLetter = field.dataTypeID === OID.char;
      if (field.isOneLetter) field.dataTypeID = OID.text;
      if (field.dataTypeID === OID.charArray || field.dataTypeID === OID.bpcharArray) field.dataTypeID = OID.textArray;
    }
    return addFields.call(this, fields);
  };
  const probe = await new PrismaPg({ host: '127.0.0.1', port: 1 }).connect();
  const queryable = Object.getPrototypeOf(Object.getPrototypeOf(probe));
  await probe.dispose();
  const queryRaw = queryable.queryRaw;
  queryable.queryRaw = async function (query) {
    let fields = [];
    const watching = async (asked) => {
      const result = await this.performIO(asked);
      fields = result.fields;
      return result;
    };
    const result = await queryRaw.call(Object.create(this, { performIO: { value: watching } }), query);
    for (const [index, field] of fields.entries())
      if (field.isOneLetter) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
}

/** The wasm build wraps an error of the adapter as "external error id N" and keeps the real one in the bound adapter. */
function realError(error, bound) {
  const id = /(?:external error id |ExternalError.*?)(\d+)/i.exec(error?.message ?? '')?.[1];
  return (id && bound?.errorRegistry?.consumeError?.(Number(id))?.error) || error;
}

function success(id, result) {
  return { jsonrpc: '2.0', id, result };
}

function failure(id, error) {
  const data = {
    is_panic: false,
    message: error?.message ?? String(error),
    meta: error?.meta ?? {},
    error_code: error?.code ?? null,
  };
  return {
    jsonrpc: '2.0',
    id,
    error: { code: 4466, message: 'An error happened. Check the data field for details.', data },
  };
}

function reply(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function valuesOf(name) {
  return programArguments.flatMap((argument, index) => (argument === name ? [programArguments[index + 1]] : []));
}
