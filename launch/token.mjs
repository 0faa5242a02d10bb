// `collapsar token`: makes a token on the machine of the database. Imported only after the build: dist/ is there.
import { parseArgs } from 'node:util';
import { connectRecord } from '../dist/prisma/client.js';
import { addToken, ensurePerson, TOKEN_DAYS } from '../dist/prisma/tokens.js';
import { prepareDatabase, stopUnusedDatabase } from './database.mjs';
import { Stop } from './stop.mjs';

const ROLES = ['viewer', 'reviewer', 'operator', 'admin'];

/** Makes a token and writes it alone to standard output, so that a script can keep it. */
export async function makeToken(words) {
  const { name, role, days } = readWords(words);
  const database = await prepareDatabase(process.stderr);
  const record = connectRecord(database.url);
  try {
    const secret = await record.$transaction((tx) => recorded(tx, { name, role: role.toUpperCase(), days }));
    console.error(`\nThe token of ${name}, ${role}${days === null ? '' : `, for ${days} days`}. It is shown this once:`);
    console.log(secret);
  } finally {
    await record.$disconnect();
    await stopUnusedDatabase(database);
  }
  return 0;
}

async function recorded(tx, { name, role, days }) {
  const person = await ensurePerson(tx, name, role);
  const { id, secret } = await addToken(tx, { userId: person.id, name: 'made on the host', role, days });
  await tx.auditEvent.create({ data: { caller: 'host', action: 'createToken', subject: id, after: { userId: person.id, role, days } } });
  return secret;
}

/** @param {string[]} words @throws Stop with what was expected */
export function readWords(words) {
  const { name, role, days, forever } = parsed(words);
  if (!name?.trim() || name.length > 200) throw new Stop('--name is missing: say whose token it is, e.g. --name Ada, in at most 200 characters.');
  if (!ROLES.includes(role)) throw new Stop(`--role is "${role}", and should be one of ${ROLES.join(', ')}.`);
  if (!/^[1-9]\d{0,3}$/.test(days) || Number(days) > 3650) throw new Stop(`--days is "${days}", and should be a number from 1 to 3650.`);
  return { name: name.trim(), role, days: forever ? null : Number(days) };
}

function parsed(words) {
  const text = (value) => ({ type: /** @type {const} */ ('string'), default: value });
  try {
    const { values } = parseArgs({ args: words, options: { name: text(''), role: text('admin'), days: text(String(TOKEN_DAYS)), forever: { type: 'boolean', default: false } } });
    return values;
  } catch (error) {
    throw new Stop(`${error.message.split('. ')[0]}. See node collapsar.mjs token --help.`);
  }
}
