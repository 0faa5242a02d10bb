import type { SettingAnswer } from './comparison-documents.ts';
import { type Group, groupSettings } from './prepare-groups.ts';
import { isTrained, settingName, shortText } from './setting-words.ts';

export interface PreparedSettings {
  differences: { name: string; cells: { text: string; full: string; /** than in the baseline's group */ isOther: boolean }[] }[];
  same: { name: string; text: string }[];
}

/** Settings that only say how a run is recorded are told where they differ; listed among the same they would hide the others. */
export function prepareSettingsTable(groups: readonly Group[], settings: readonly SettingAnswer[], runIds: readonly string[]): PreparedSettings {
  const rows = groupSettings(groups, [...settings], runIds);
  const baseline = Math.max(0, groups.findIndex(({ isBaseline }) => isBaseline));
  const text = (values: readonly string[]) => (values.length === 0 ? '–' : values.length > 4 ? `${values.length} values` : values.map(shortText).join(', '));
  const differsInLoss = rows.some(({ name, isSame }) => name === 'loss' && !isSame);
  return {
    differences: rows
      // how a loss is reduced follows from which it is
      .filter(({ name, isSame }) => !isSame && !(name === 'lossReduction' && differsInLoss))
      .map(({ name, values }) => ({
        name: settingName(name),
        cells: values.map((each) => ({ text: shortened(text(each)), full: text(each), isOther: text(each) !== text(values[baseline]!) })),
      })),
    same: rows.filter(({ name, isSame, values }) => isSame && (isTrained(name) || name === 'seed') && text(values[0] ?? []) !== '–').map(({ name, values }) => ({ name: settingName(name), text: text(values[0] ?? []) })),
  };
}

const shortened = (text: string) => (text.length <= 12 ? text : `${text.slice(0, 11)}…`);
