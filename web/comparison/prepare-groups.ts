import { MOST_LOOKS, type RunLook, lookOf } from '../charts/run-looks.ts';
import { networkName, plural } from '../formats/names.ts';
import type { ComparedRun, ComparisonAnswer, GroupAnswer } from './comparison-documents.ts';
import { isTrained, settingName, settingText } from './setting-words.ts';
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
  const differing = settings.filter(({ name, isSame }) => !isSame && isTrained(name));
  return groups.map(({ label, runs }, i) => {
    if (groupBy === 'NONE') return { title: runs[0]!.name, short: shortened(runs[0]!.name) };
    if (groups.length < 2 || differing.length === 0) return { title: serverLabel(label, runs), short: 'mean' };
    const words = differenceWords(differing, runs, i);
    const title = words.map(({ name, text }) => (name === null ? text : `${settingName(name).toLowerCase()} ${text}`)).join(', ');
    return { title: title.replace(/^./, (letter) => letter.toUpperCase()), short: shortened(words.map(({ text }) => text).join(', ')) };
  });
}

/** Each difference as text, with the setting's name where the text alone does not say what it is of; a network is one word. */
function differenceWords(differing: readonly GroupSetting[], runs: readonly ComparedRun[], i: number): { name: string | null; text: string }[] {
  const isNetwork = ({ name }: GroupSetting) => name === 'architecture' || name === 'depth';
  const network = differing.some(isNetwork) ? [{ name: null, text: listed(runs.map(networkOf)) }] : [];
  const others = differing.filter((setting) => !isNetwork(setting)).map(({ name, values }) => ({ name: name === 'dataset' || name === 'loss' ? null : name, text: values[i]!.join(', ') }));
  return [...network, ...others];
}

const shortened = (text: string) => (text.length <= 14 ? text : `${text.slice(0, 13)}…`);
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
  if (epochs.length === 0) return `${count}, terminal phase not reached`;
  const [first, last] = [Math.min(...epochs), Math.max(...epochs)];
  const range = first === last ? `${first}` : `${first} to ${last}`;
  const lacking = epochs.length < runs.length ? ` in ${epochs.length} of ${runs.length}` : '';
  return `${count}, terminal phase from ${range}${lacking}`;
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
    const byRun = new Map(runIds.map((id, i) => [id, settingText(name, values[i] ?? null)]));
    const byGroup = groups.map(({ runs }) => [...new Set(runs.map(({ id }) => byRun.get(id) ?? '–'))].sort(asNumbers));
    return { name, values: byGroup, isSame: new Set(byGroup.map((texts) => texts.join('\n'))).size <= 1 };
  });
}

const asNumbers = (a: string, b: string) => Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0);
