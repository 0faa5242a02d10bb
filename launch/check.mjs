// `collapsar check`: asks a running server over HTTP whether runs pass the checks of their study. Plain Node: no build, no database.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const PASSED = 0;
const FAILED = 1;
const UNDECIDED = 2;
const ASK_AGAIN_MS = 2000;
const ANSWER_WITHIN_MS = 30_000;

const STUDY = 'query ($slug: String!) { studyBySlug(slug: $slug) { id } }';
const CHECK = `query ($studyId: ID, $runIds: [ID!]) { checkRuns(studyId: $studyId, runIds: $runIds) {
  isPassed result reason isComplete checkCount runCount leftOutRunCount passedCount failedCount undecidedCount
  notPassed { result run { id name } outcomes { check { name rule } result value limit epoch reason } }
} }`;

/** Gives the exit code; what stopped it is said on the error stream. @param {string[]} words */
export async function check(words, env = process.env) {
  try {
    const asked = readWords(words, env);
    const report = await completeReport(asked);
    console.log(asked.json ? JSON.stringify(report, null, 2) : inWords(report));
    return { PASSED, FAILED, UNDECIDED }[report.result] ?? UNDECIDED;
  } catch (error) {
    console.error(`check: ${error.message}`);
    return UNDECIDED;
  }
}

/** @param {string[]} words @throws Error with what was expected */
export function readWords(words, env) {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({ args: words, options: { study: text, run: { ...text, multiple: true }, wait: text, json: { type: 'boolean' }, server: text, token: text } });
  const { study, run: runIds, wait = '120', json = false } = values;
  if ((study === undefined) === (runIds === undefined)) throw new Error('name either --study SLUG or --run ID; check --help tells more.');
  if (!/^\d{1,5}$/.test(wait)) throw new Error(`--wait is "${wait}", and should be a number of seconds.`);
  const url = values.server ?? (env.COLLAPSAR_URL || 'http://127.0.0.1:4000');
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new Error(`the address "${url}" must look like http://127.0.0.1:4000.`);
  return { study, runIds, json, waitMs: Number(wait) * 1000, url: url.replace(/\/$/, ''), token: values.token ?? env.COLLAPSAR_TOKEN };
}

/** Asks until everything is measured, or the wait is over. */
async function completeReport({ study, runIds, waitMs, ...server }) {
  const variables = study === undefined ? { runIds } : { studyId: await studyId(server, study) };
  const until = performance.now() + waitMs;
  for (;;) {
    const { checkRuns } = await ask(server, CHECK, variables);
    if (checkRuns.isComplete || performance.now() > until) return checkRuns;
    await sleep(ASK_AGAIN_MS);
  }
}

async function studyId(server, slug) {
  const { studyBySlug } = await ask(server, STUDY, { slug });
  if (!studyBySlug) throw new Error(`there is no study "${slug}" at ${server.url}.`);
  return studyBySlug.id;
}

/** @throws Error with what the server said, or that it said nothing */
async function ask({ url, token }, query, variables) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch((error) => {
    throw new Error(`no answer from ${url}: ${error.cause?.code ?? error.cause?.message ?? error.message}.`);
  });
  const { data, errors } = await response.json().catch(() => ({ errors: [{ message: `the server answered ${response.status} with something that is no JSON.` }] }));
  if (errors?.length) throw new Error(errors[0].message);
  return data;
}

function inWords({ result, reason, checkCount, runCount, leftOutRunCount, passedCount, failedCount, undecidedCount, notPassed }) {
  const lines = notPassed.flatMap(({ run, outcomes }) => outcomes.filter((outcome) => outcome.result !== 'PASSED').map((outcome) => lineOf(run, outcome)));
  const named = failedCount + undecidedCount - notPassed.length;
  const rest = [...(named > 0 ? [`${named} more runs did not pass.`] : []), ...(leftOutRunCount > 0 ? [`${leftOutRunCount} older runs were not checked.`] : [])];
  const sum = reason ?? `${checkCount} checks, ${runCount} runs: ${passedCount} passed, ${failedCount} failed, ${undecidedCount} undecided.`;
  return [...lines, ...rest, `${result}: ${sum}`].map(printable).join('\n');
}

const lineOf = (run, { check: { name, rule }, result, epoch, reason }) => `${result.padEnd(10)}${run.name}: ${name}: ${reason}${epoch === null ? '' : ` (epoch ${epoch})`} The rule: ${rule}.`;

/** Names are other people's: one with codes for the terminal must not reach it. */
const printable = (line) => line.replace(/\p{Cc}/gu, ' ');
