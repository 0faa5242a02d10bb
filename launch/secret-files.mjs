import { readFileSync } from 'node:fs';
import { Stop } from './stop.mjs';

/** Settings that may also be given as the name of a file that holds them, as containers get their secrets: NAME_FILE. */
export const SECRETS = ['DATABASE_URL', 'COLLAPSAR_ADMIN_TOKEN', 'COLLAPSAR_METRICS_TOKEN', 'COLLAPSAR_TOKEN'];

/**
 * Puts the first line of each file named by NAME_FILE into NAME, and forgets the file's name.
 *
 * @param {Record<string, string | undefined>} env
 * @throws Stop where the file cannot be read or both are given; the secret is in no sentence
 */
export function readSecretFiles(env = process.env) {
  for (const name of SECRETS) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    if (env[name]) throw new Stop(`${name} and ${name}_FILE are both set: unset one of them.`);
    env[name] = firstLine(name, file);
    delete env[`${name}_FILE`];
  }
}

function firstLine(name, file) {
  let text;
  try {
    text = readFileSync(file, 'utf8').split(/\r?\n/, 1)[0].trim();
  } catch (error) {
    throw new Stop(`${name}_FILE names ${file}, which cannot be read (${error.code}): correct the name or the file's rights.`);
  }
  if (!text) throw new Stop(`${name}_FILE names ${file}, whose first line is empty: the secret belongs there.`);
  return text;
}
