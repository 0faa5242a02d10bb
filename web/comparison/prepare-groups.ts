import { MOST_LOOKS, type RunLook, lookOf } from '../charts/run-looks.ts';
import { networkName, plural } from '../formats/names.ts';
import { NONE } from '../formats/numbers.ts';
import type { ComparedRun, ComparisonAnswer, GroupAnswer } from './comparison-documents.ts';
import { isTrained, settingName, settingText, shortText } from './setting-words.ts';
import type { CompareView } from './view.ts';

/** A group of runs, as all parts of the page show it. */
export interface Group {
  /** the id of its first run */
  key: string;
  /** decides its look, and stays when other groups come and go */
  slot: number;
  /** null among more groups than can be told apart: then all are drawn alike */
  look: RunLook | null;
  title: string;
  /** in a few letters, for the ends of lines */
  short: string;
  /** what else is to be known: network, data set */
  detail: string;
  /** seeds and terminal phase */
  phase: string;
  runs: ComparedRun[];
  isHidden: boolean;
  isBaseline: boolean;
  /** its run that is pinned in the record as the baseline of network and data set */
  pinnedRunId: string | null;
}

/** A group as a picture names it. */
export type KeyEntry = Pick<Group, 'key' | 'title' | 'look'>;

/** Each group that is drawn; among more than can be told apart, none. */
export const keyOf = (groups: readonly Group[]): KeyEntry[] => groups.filter(({ isHidden, look }) => !isHidden && look).map(({ key, title, look }) => ({ key, title, look }));

/** The groups of a comparison, with their names, looks and what of them is shown. */
export function prepareGroups(answer: Pick<ComparisonAnswer, 'groups' | 'settings' | 'baselines'>, view: Pick<CompareView, 'runs' | 'slots' | 'hidden' | 'baseline' | 'groupBy'>): Group[] {
  const groups = answer.groups ?? [];
  const slots = slotsFor(groups.length, view.slots);
  const isCrowded = groups.length > MOST_LOOKS;
  const names = groupNames(groups, groupSettings(groups, answer.settings ?? [], view.runs), view.groupBy);
  const pinned = new Set((answer.baselines ?? []).flatMap(({ baseline }) => baseline?.id ?? []));
  const found = groups.map(({ runs }, i): Group => ({
    key: runs[0]!.id,
    slot: slots[i]!,
    look: isCrowded ? null : lookOf(slots[i]!),
    ...names[i]!,
    detail: detailOf(runs),
    phase: phaseOf(runs),
    runs: [...runs],
    isHidden: view.hidden.includes(slots[i]!),
    isBaseline: false,
    pinnedRunId: runs.find(({ id }) => pinned.has(id))?.id ?? null,
  }));
  const baseline = found.find(({ runs }) => runs.some(({ id }) => id === view.baseline)) ?? found.find(({ pinnedRunId }) => pinnedRunId !== null) ?? found[0];
  return found.map((group) => ({ ...group, isBaseline: group === baseline }));
}

/** The given slots as far as they go, each once; then the lowest free ones. */
export function slotsFor(count: number, given: readonly number[] | null): number[] {
  const slots = (given ?? []).slice(0, count);
  for (let next = 0; slots.length < count; next++) if (!slots.includes(next)) slots.push(next);
  return slots;
}

/** The slots to write into the address when some groups leave: those that stay keep their looks. Null where they stand as they come. */
export function slotsWithout(groups: readonly Group[], isLeaving: (group: Group) => boolean): number[] | null {
  const left = groups.filter((group) => !isLeaving(group)).map(({ slot }) => slot);
  return left.every((slot, i) => slot === i) ? null : left;
}

interface Names {
  title: string;
  short: string;
}

/** Groups are named by the settings in which they differ; a single one, and single runs, by what they are. */
function groupNames(groups: readonly GroupAnswer[], settings: readonly GroupSetting[], groupBy: CompareView['groupBy']): Names[] {
  if (groupBy === 'NONE') return groups.map(({ runs }) => ({ title: runs[0]!.name, short: shortened(runs[0]!.name) }));
  const telling = tellingSettings(settings, groups.length);
  if (groups.length < 2 || telling.length === 0) return groups.map(({ label, runs }) => ({ title: serverLabel(label, runs), short: 'mean' }));
  return unambiguous(groups.map((_, i) => wordsOf(telling, i)));
}

/** In the order in which people tell runs apart by them. */
const TELLING = ['architecture', 'depth', 'width', 'growth', 'head', 'variant', 'dataset', 'loss', 'weightDecay', 'learningRate', 'batchSize', 'samplesPerClass', 'epochs'];
const rank = ({ name }: GroupSetting) => (TELLING.includes(name) ? TELLING.indexOf(name) : TELLING.length);

/** As few settings as tell all groups apart: others may differ too, but follow from these. */
function tellingSettings(settings: readonly GroupSetting[], count: number): GroupSetting[] {
  const differing = settings.filter(({ name, isSame }) => !isSame && isTrained(name)).sort((a, b) => rank(a) - rank(b));
  const told: GroupSetting[] = [];
  const kinds = (chosen: readonly GroupSetting[]) => new Set(Array.from({ length: count }, (_, i) => chosen.map(({ values }) => values[i]!.join()).join('|'))).size;
  for (const setting of differing) if (kinds([...told, setting]) > kinds(told)) told.push(setting);
  return told;
}

interface Word {
  title: string;
  short: string;
  /** what most groups have needs no saying */
  isUsual: boolean;
}

/** A setting that the group's runs do not have is left out, unless nothing else would be said. */
function wordsOf(telling: readonly GroupSetting[], i: number): Word[] {
  const words = telling.map(({ name, values }) => {
    const text = values[i]!.join(', ');
    const sharing = values.filter((each) => each.join(', ') === text).length;
    const isPlain = name === 'architecture' || name === 'dataset' || name === 'loss';
    const isAbsent = text === NONE;
    const setting = settingName(name).toLowerCase();
    const title = isAbsent ? `no ${setting}` : isPlain ? text : `${setting} ${text}`;
    return { title, short: isAbsent ? title : shortText(text), isUsual: 2 * sharing > values.length, isAbsent };
  });
  const present = words.filter(({ isAbsent }) => !isAbsent);
  return present.length > 0 ? present : words;
}

/** Without what most groups share, where the names stay different without it; a group that is usual in all has its last word. */
function unambiguous(words: readonly Word[][]): Names[] {
  const brief = words.map((each) => (each.some(({ isUsual }) => !isUsual) ? each.filter(({ isUsual }) => !isUsual) : each.slice(-1)));
  const isTold = new Set(brief.map((each) => each.map(({ title }) => title).join())).size === words.length;
  return (isTold ? brief : words).map((each) => ({
    title: each.map(({ title }) => title).join(', ').replace(/^./, (letter) => letter.toUpperCase()),
    short: shortened(each.map(({ short }) => short).join(', ')),
  }));
}

const shortened = (text: string) => (text.length <= 16 ? text : `${text.slice(0, 15)}…`);
/** Groups of one network have its name as everywhere else. */
const serverLabel = (label: string, runs: readonly ComparedRun[]) => (runs.every((run) => networkOf(run) === networkOf(runs[0]!)) ? `${networkOf(runs[0]!)} on ${listed(runs.map(({ dataset }) => dataset))}` : label);
const networkOf = ({ architecture, depth }: ComparedRun) => networkName({ architecture, depth });
const listed = (words: readonly string[]) => [...new Set(words)].join(', ');

function detailOf(runs: readonly ComparedRun[]): string {
  return `${listed(runs.map(networkOf))} on ${listed(runs.map(({ dataset }) => dataset))}`;
}

function phaseOf(runs: readonly ComparedRun[]): string {
  const seeds = new Set(runs.map(({ seed }) => seed)).size;
  const count = seeds === runs.length ? plural(seeds, 'seed') : plural(runs.length, 'run');
  const epochs = runs.flatMap(({ terminalPhaseEpoch }) => terminalPhaseEpoch ?? []);
  const made = runs.filter(({ isGenerated }) => isGenerated).length;
  const who = made === 0 ? count : made === runs.length ? `${count}, generated` : `${count}, ${made} generated`;
  if (epochs.length === 0) return `${who}, terminal phase not reached`;
  const [first, last] = [Math.min(...epochs), Math.max(...epochs)];
  const range = first === last ? `${first}` : `${first} to ${last}`;
  const lacking = epochs.length < runs.length ? ` in ${epochs.length} of ${runs.length}` : '';
  const young = runs.some(({ isTerminalPhaseProvisional }) => isTerminalPhaseProvisional) ? ', provisional' : '';
  return `${who}, terminal phase from ${range}${lacking}${young}`;
}

export interface GroupSetting {
  name: string;
  /** the values in each group, each once, as people read them */
  values: string[][];
  /** whether it is the same in all groups */
  isSame: boolean;
}

/**
 * The settings by group; values that differ within each group in the same way, as seeds do, are the same in all groups.
 *
 * @param runIds the order in which the settings have their values
 */
export function groupSettings(groups: readonly { runs: readonly { id: string }[] }[], settings: NonNullable<ComparisonAnswer['settings']>, runIds: readonly string[]): GroupSetting[] {
  return settings.map(({ name, values }) => {
    // what is not known so far of a run that waits is no difference
    const byRun = new Map(runIds.map((id, i) => [id, values[i] == null && !isTrained(name) ? null : settingText(name, values[i] ?? null)]));
    const byGroup = groups.map(({ runs }) => [...new Set(runs.flatMap(({ id }) => byRun.get(id) ?? []))].sort(asNumbers));
    const known = byGroup.filter((texts) => texts.length > 0);
    return { name, values: byGroup, isSame: new Set(known.map((texts) => texts.join('\n'))).size <= 1 };
  });
}

const asNumbers = (a: string, b: string) => Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0);
