import { CollapsarError } from '../../prisma/errors.ts';
import { sweepRates } from '../../prisma/paper-values.ts';
import { type NamedSettings, queueRunsIn } from '../../prisma/queue-runs.ts';
import { parseRunSettings } from '../../prisma/run-settings.ts';
import type { RequestContext } from '../access/request-context.ts';
import { write } from '../access/write.ts';
import type { LaunchRunsInput, NewRunInput } from './launch-runs.input.ts';

/** So many a request: each is a row and an event, all in one transaction. */
const MOST_RUNS = 200;

/**
 * Queues the runs of a request, each for all seeds and learning rates asked for. Gives their ids.
 *
 * @throws CollapsarError BAD_USER_INPUT for settings that cannot be, PRECONDITION_FAILED for a name that is taken or an archived study
 */
export async function launchRuns(context: RequestContext, input: LaunchRunsInput): Promise<string[]> {
  const runs = input.runs.flatMap((run) => variantsOf(run, input));
  if (runs.length > MOST_RUNS) {
    throw new CollapsarError('BAD_USER_INPUT', `These are ${runs.length} runs; at most ${MOST_RUNS} can be queued at once.`, { details: { field: 'runs' } });
  }
  const study = { slug: input.studySlug, name: input.studyName ?? undefined };
  const { ids } = await write(context, { action: 'launchRuns', input }, async (tx, audit) => {
    const queued = await queueRunsIn(tx, { study, runs, again: input.again });
    for (const { id, name } of queued.runs) audit({ subject: id, after: { study: study.slug, name } });
    return { ids: queued.runs.map(({ id }) => id) };
  });
  return ids;
}

/** One run, or one for each seed and learning rate. */
function variantsOf({ name, settings }: NewRunInput, { seeds, learningRateSweep }: LaunchRunsInput): NamedSettings[] {
  const given = withoutUndefined({ ...settings, options: settings.options && withoutUndefined(settings.options) });
  refuseBoth('seeds', seeds, 'seed', given.seed);
  refuseBoth('learningRateSweep', learningRateSweep, 'learningRate', given.learningRate);
  const rates = learningRateSweep == null ? [given.learningRate] : sweepRates(learningRateSweep);
  return (seeds ?? [given.seed]).flatMap((seed) =>
    rates.map((learningRate) => {
      const parsed = parseRunSettings(withoutUndefined({ ...given, seed, learningRate }));
      const own = name ?? `${parsed.architecture}${parsed.depth} on ${parsed.dataset}`;
      const words = [own, ...(seeds || name == null ? [`seed ${parsed.seed}`] : []), ...(learningRateSweep == null ? [] : [`rate ${Number(parsed.optimiser.learningRate.toPrecision(4))}`])];
      return { name: words.join(', '), settings: parsed };
    }),
  );
}

function refuseBoth(many: string, list: unknown, one: string, value: unknown): void {
  if (list == null || value === undefined) return;
  throw new CollapsarError('BAD_USER_INPUT', `${many} and the ${one} of a run's settings exclude each other; give one of them.`, { details: { field: many } });
}

const withoutUndefined = <T extends object>(input: T) => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;
