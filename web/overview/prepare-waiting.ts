import { may } from '../account/may.ts';
import { boundWords, valueWords } from '../checks/prepare-rule.ts';
import type { MetricEntry } from '../figures/metric-entry.ts';
import { plural } from '../formats/names.ts';
import { epochsText } from '../review/prepare-notes.ts';
import { metricName } from '../runs/table/columns.ts';
import { studyHref } from '../studies/prepare-study.ts';
import { type Need, sinceOf, title } from './need.ts';
import type { NeedsAnswer } from './needs-documents.ts';

/** Of each sort, so that none crowds out the others. */
const MOST_OF_A_SORT = 4;

/** What waits for whoever looks, since people asked for it or a run fails what its study demands. */
export function prepareWaiting({ me, failedChecks, studies }: NeedsAnswer, metrics: readonly MetricEntry[], now: number): Need[] {
  const sorts = [
    me.openMentions.map((thread) => called(thread, metrics, now)),
    me.reviewRequests.map((request) => asked(request, now)),
    me.staleVerdicts.flatMap((verdict) => stale(verdict, now)),
    failedChecks.map((failed) => failing(failed, metrics, now)),
    may(me.access, 'giveVerdict') ? studies.nodes.flatMap(wanting) : [],
  ];
  return sorts.flatMap((sort) => sort.slice(0, MOST_OF_A_SORT));
}

type Me = NeedsAnswer['me'];
const runHref = (id: string, more = '') => `/runs/${encodeURIComponent(id)}${more}`;

function called({ id, createdAt, runName, anchor, run, study }: Me['openMentions'][number], metrics: readonly MetricEntry[], now: number): Need {
  const href = run ? runHref(run.id, `?review=1&note=${encodeURIComponent(id)}`) : study ? `${studyHref(study.slug)}?note=${encodeURIComponent(id)}` : '/';
  const at = anchor ? ` about ${metricName(anchor.metric, metrics)}, ${epochsText(anchor.fromEpoch, null)}` : '';
  return {
    ...{ id: `mention ${id}`, icon: 'note', name: run ? title(run) : (runName ?? study?.name ?? 'A study'), href },
    ...{ what: `a note calls you${at}`, advice: 'Answer it, or resolve it', adviceHref: href, since: sinceOf(createdAt, now) },
  };
}

function asked({ id, createdAt, askedBy, run, study }: Me['reviewRequests'][number], now: number): Need {
  const href = run ? runHref(run.id, '?review=1') : study ? studyHref(study.slug) : '/';
  return {
    ...{ id: `request ${id}`, icon: 'half', name: run ? title(run) : (study?.name ?? 'A study'), href },
    what: `verdict wanted${run ? '' : ' on all its runs'}${askedBy ? `, ${askedBy} asks` : ''}`,
    ...{ advice: run ? 'Give your verdict' : 'See which runs lack verdicts', adviceHref: href, since: sinceOf(createdAt, now) },
  };
}

function stale({ id, createdAt, run, staleReason }: Me['staleVerdicts'][number], now: number): Need[] {
  if (!run) return [];
  const href = runHref(run.id, '?review=1');
  return [
    {
      ...{ id: `stale ${id}`, icon: 'rerun', tone: 'warn', name: title(run), href },
      ...{ what: `your verdict is stale: ${staleReason ?? 'what it rests on changed'}`, advice: 'Look again and give it anew', adviceHref: href, since: sinceOf(createdAt, now) },
    },
  ];
}

function failing({ run, outcomes }: NeedsAnswer['failedChecks'][number], metrics: readonly MetricEntry[], now: number): Need {
  const href = runHref(run.id, '?tab=checks');
  const [first] = outcomes;
  const words = first ? `${first.check.name}: ${valueWords(first.value, first.check.metric, metrics).text}, wanted ${boundWords(first.check, metrics)}` : '';
  const more = outcomes.length > 1 ? ` (and ${plural(outcomes.length - 1, 'more check')})` : '';
  const since = outcomes.flatMap(({ at }) => at ?? []).sort().at(-1);
  return {
    ...{ id: `check ${run.id}`, icon: 'alert', tone: 'warn', name: title(run), href },
    ...{ what: `check failed: ${words}${more}`, advice: 'See what the study demands, and what the run has', adviceHref: href, since: since ? sinceOf(since, now) : { text: '', exact: '' } },
  };
}

function wanting({ id, slug, name, archivedAt, finalAt, verdictsNeeded, reviewProgress }: NeedsAnswer['studies']['nodes'][number]): Need[] {
  const lacking = (reviewProgress?.completedCount ?? 0) - (reviewProgress?.enoughCount ?? 0);
  if (archivedAt || finalAt || lacking === 0) return [];
  const href = studyHref(slug);
  return [
    {
      ...{ id: `study ${id}`, icon: 'half', name, href },
      ...{ what: `${plural(lacking, 'run')} ${lacking === 1 ? 'lacks' : 'lack'} verdicts: the study asks for ${verdictsNeeded} on each`, advice: 'See which, and give yours', adviceHref: href, since: { text: '', exact: '' } },
    },
  ];
}
