import type { Prisma, PrismaClient } from './client.ts';
import { CollapsarError } from './errors.ts';
import { appendEvent } from './events.ts';
import { demandOpen } from './final-study.ts';
import { newId } from './ids.ts';
import type { RunSettings } from './run-settings.ts';

export interface NamedSettings {
  name: string;
  settings: RunSettings;
}

export interface QueueRequest {
  /** the study that all of them join; made where there is none of this slug */
  study: { slug: string; name?: string; description?: string };
  runs: readonly NamedSettings[];
  /** what happens where the study has a run of that name: refused, or queued as "name (2)" */
  again: boolean;
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const LONGEST_SLUG = 64;
const LONGEST_NAME = 120;

/** What was queued, the runs in the order of the request; `made` says that the study is new. */
export interface Queued {
  study: { id: string; made: boolean };
  runs: { id: string; name: string }[];
}

/** `queueRunsIn` in a transaction of its own; the same errors. */
export function queueRuns(record: PrismaClient, request: QueueRequest): Promise<Queued> {
  return record.$transaction((tx) => queueRunsIn(tx, request), { timeout: 60_000 });
}

/**
 * Queues runs in one study, all or none of them, and announces them, in the caller's transaction, which must not hold the event lock
 * yet (see `appendEvent`).
 * Throws BAD_USER_INPUT for a bad slug or name, PRECONDITION_FAILED for an archived or final study or a name that is taken: a command
 * repeated by mistake must not train everything twice.
 */
export async function queueRunsIn(tx: Prisma.TransactionClient, { study: asked, runs, again }: QueueRequest): Promise<Queued> {
  const { slug } = asked;
  checkSlug(slug);
  for (const run of runs) checkName(run.name);
  const study = await openStudy(tx, asked);
  const named = nameRuns(runs, await namesIn(tx, study.id), { slug, again });
  const queued: Queued['runs'] = [];
  for (const run of named) queued.push({ id: await createRun(tx, study.id, run), name: run.name });
  if (study.made) await appendEvent(tx, { kind: 'study.created', studyId: study.id });
  for (const { id: runId } of queued) await appendEvent(tx, { kind: 'run.queued', studyId: study.id, runId });
  return { study, runs: queued };
}

/** The study of a slug, made where there is none. Locks it until the end of the transaction, so that of two equal commands at once the second sees the names of the first. */
export async function openStudy(tx: Prisma.TransactionClient, { slug, name, description = '' }: QueueRequest['study']): Promise<Queued['study']> {
  const id = newId('study');
  const made = await tx.$executeRaw`INSERT INTO "Study" (id, slug, name, description) VALUES (${id}, ${slug}, ${name ?? slug}, ${description}) ON CONFLICT (slug) DO NOTHING`;
  const [study] = await tx.$queryRaw<{ id: string; name: string; archivedAt: Date | null; finalAt: Date | null }[]>`SELECT id, name, "archivedAt", "finalAt" FROM "Study" WHERE slug = ${slug} FOR NO KEY UPDATE`;
  if (!study) throw new CollapsarError('PRECONDITION_FAILED', `The study ${slug} was removed in this moment; queue the runs again.`);
  if (study.archivedAt) throw new CollapsarError('PRECONDITION_FAILED', `The study ${slug} is archived and takes no more runs; name another one.`, { details: { field: 'study' } });
  demandOpen(study);
  return { id: study.id, made: made === 1 };
}

async function namesIn(tx: Prisma.TransactionClient, studyId: string): Promise<Set<string>> {
  const runs = await tx.run.findMany({ where: { studyId }, select: { name: true } });
  return new Set(runs.map(({ name }) => name));
}

/** Each run under the name that it gets; those names are added to the `taken` ones. */
function nameRuns(runs: readonly NamedSettings[], taken: Set<string>, { slug, again }: { slug: string; again: boolean }): NamedSettings[] {
  return runs.map(({ name, settings }) => {
    if (taken.has(name) && !again) throw nameTaken(name, slug);
    const free = freeName(name, taken);
    taken.add(free);
    return { name: free, settings };
  });
}

async function createRun(tx: Prisma.TransactionClient, studyId: string, { name, settings }: NamedSettings): Promise<string> {
  return (await tx.run.create({ data: { ...settingsColumns(settings), studyId, name, id: newId('run') }, select: { id: true } })).id;
}

/** The settings as a run's row has them. */
export function settingsColumns({ options, epochs, optimiser, schedule, ...columns }: RunSettings) {
  const json = (value: object) => value as unknown as Prisma.InputJsonObject;
  return { ...columns, plannedEpochs: epochs, architectureOptions: json(options), optimiser: json(optimiser), schedule: json(schedule) };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let i = 2; taken.has(free); i++) free = `${name} (${i})`;
  return free;
}

/**
 * Checks the short name of a study.
 *
 * @param field what the sentence calls it, and who gave it knows it by
 * @throws CollapsarError BAD_USER_INPUT
 */
export function checkSlug(slug: string, field = 'study'): void {
  if (isSlug(slug)) return;
  throw new CollapsarError('BAD_USER_INPUT', `The ${field} is "${slug}"; it must be small letters and digits with single dashes between them, at most ${LONGEST_SLUG} in all.`, { details: { field } });
}

export const isSlug = (text: string): boolean => SLUG.test(text) && text.length <= LONGEST_SLUG;

/** @throws CollapsarError BAD_USER_INPUT */
export function checkName(name: string): void {
  if (name.trim() !== '' && name.length <= LONGEST_NAME) return;
  throw new CollapsarError('BAD_USER_INPUT', `The name of a run is "${name}"; it must have 1 to ${LONGEST_NAME} characters.`, { details: { field: 'name' } });
}

const nameTaken = (name: string, slug: string) =>
  new CollapsarError('PRECONDITION_FAILED', `The study ${slug} already has a run "${name}": choose another name, or say that it is to be trained again; nothing was queued.`, { details: { field: 'name' } });
