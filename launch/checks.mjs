import { Stop } from './stop.mjs';

/** The oldest Node that runs the program. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Stop(`Collapsar needs Node 20.19 or newer and this is Node ${version}: install a newer Node and start again.`);
}

/** Every setting: what it means, what a good value looks like, in a pattern and in words. Secrets can come in files too: secret-files.mjs. */
export const SETTINGS = {
  COLLAPSAR_HOST: { meaning: 'address to listen on (127.0.0.1)', pattern: /^[\w.:[\]-]+$/, expected: 'a host name or address' },
  COLLAPSAR_PORT: { meaning: 'port of dashboard and GraphQL (4000)', pattern: /^\d{1,5}$/, most: 65535, expected: 'a number from 0 to 65535' },
  COLLAPSAR_DATA: { meaning: 'folder of the data sets (.data)', pattern: /./, expected: 'a folder' },
  COLLAPSAR_HOME: { meaning: 'folder of the embedded database (.collapsar)', pattern: /./, expected: 'a folder' },
  COLLAPSAR_ALLOWED_HOSTS: { meaning: 'further host names that the pages are called by', pattern: /^\S+$/, expected: 'names with commas between them' },
  COLLAPSAR_ADMIN_TOKEN: { meaning: 'an admin\'s token, needed to be reached by others than this machine', pattern: /^[\x21-\x7e]{22,}$/, expected: 'at least 22 random characters without spaces', isSecret: true },
  COLLAPSAR_METRICS_TOKEN: { meaning: 'a token that reads /metrics and nothing else', pattern: /^[\x21-\x7e]{22,}$/, expected: 'at least 22 random characters without spaces', isSecret: true },
  COLLAPSAR_PUBLIC_URL: { meaning: 'where browsers reach the pages, e.g. https://collapse.example.org', pattern: /^https?:\/\/[^/\s]+\/?$/, expected: 'an address without a path' },
  COLLAPSAR_TRUST_PROXY: { meaning: 'proxies in front of the server whose X-Forwarded-For counts (0)', pattern: /^\d$/, expected: 'a number from 0 to 9' },
  COLLAPSAR_CORS_ORIGINS: { meaning: 'pages of other origins that may ask with a token', pattern: /^\S+$/, expected: 'origins such as https://notebook.example.org with commas between them' },
  COLLAPSAR_WEBHOOK_LOOPBACK: { meaning: 'whether webhooks may call this very machine, also by http (0)', pattern: /^[01]$/, expected: '1 or 0' },
  COLLAPSAR_BACKEND: { meaning: 'what trains: auto, gpu, wasm, native, node or cpu (auto: gpu where it is installed, else wasm)', pattern: /^(auto|gpu|native|node|wasm|cpu)$/, expected: 'auto, gpu, wasm, native, node or cpu' },
  COLLAPSAR_RECORDED_STUDY: { meaning: 'no: a new record begins empty, without the recorded study', pattern: /^(yes|no)$/, expected: 'yes or no' },
  COLLAPSAR_SLOTS: { meaning: 'runs trained at once (cores - 1, at least 1)', pattern: /^[1-9]\d{0,2}$/, expected: 'a number from 1 to 999' },
  COLLAPSAR_KEEP_CHECKPOINTS: { meaning: 'checkpoints kept of each run (2)', pattern: /^[1-9]\d{0,2}$/, expected: 'a number from 1 to 999' },
  COLLAPSAR_URL: { meaning: 'the server that import and the Python client send to (http://127.0.0.1:4000)', pattern: /^https?:\/\/\S+$/, expected: 'an address such as http://127.0.0.1:4000' },
  COLLAPSAR_TOKEN: { isSecret: true, meaning: 'the token that they send with', pattern: /^\S+$/, expected: 'a token' },
  COLLAPSAR_SPOOL: { meaning: 'folder where the Python client keeps what is not sent yet (~/.collapsar-spool)', pattern: /./, expected: 'a folder' },
  COLLAPSAR_CHECKPOINT_SECONDS: { meaning: 'seconds of training between two checkpoints (30)', pattern: /^\d{1,5}$/, expected: 'a number of seconds, 0 for every epoch' },
};

/**
 * Refuses unknown COLLAPSAR_* names and bad values, so that a typing error is not a silent default.
 * @param {Record<string, string | undefined>} env
 */
export function checkSettings(env = process.env) {
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith('COLLAPSAR_') || value === '') continue;
    const setting = SETTINGS[name];
    if (!setting) throw new Stop(`${name} is not a setting of Collapsar: unset it, or use one of ${Object.keys(SETTINGS).join(', ')}.`);
    if (setting.pattern.test(value) && !(Number(value) > setting.most)) continue;
    throw new Stop(`${name} is ${setting.isSecret ? 'not good' : `"${value}"`}, and should be ${setting.expected}.`);
  }
  const level = env.LOG_LEVEL;
  if (level && !LEVELS.includes(level)) throw new Stop(`LOG_LEVEL is "${level}", and should be one of ${LEVELS.join(', ')}.`);
}
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
