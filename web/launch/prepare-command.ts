import { FIELD_NAMES, type FieldName, type FormValues } from './form.ts';
import { type ParsedForm, parseForm } from './parse-form.ts';

/** Fields that are no option of the command by their own name. */
const OWN: readonly FieldName[] = ['sweep', 'seeds', 'study', 'name', 'again'];

/** The command that queues the same runs. `study` is the slug that they join. */
export function prepareCommand(values: FormValues, study: string): string {
  const { seeds, sweep } = parseForm(values);
  const settings = FIELD_NAMES.filter((name) => !OWN.includes(name) && values[name].trim() !== '').map((name) => `${flagOf(name)} ${word(textOf(name, values[name]))}`);
  return [
    'npm run train --',
    ...settings,
    ...seedFlags(seeds),
    ...(sweep === null ? [] : [`--sweep ${sweep}`]),
    `--study ${word(study)}`,
    ...(values.name.trim() ? [`--name ${word(values.name.trim())}`] : []),
    ...(values.again ? ['--again'] : []),
  ].join(' ');
}

function seedFlags(seeds: ParsedForm['seeds']): string[] {
  if (seeds.length === 0) return [];
  return [seeds.length === 1 ? `--seed ${seeds[0]}` : `--seeds ${seeds.join(',')}`];
}

/** Lists have no blanks on a command line. */
const LISTS: readonly FieldName[] = ['learningRateSteps', 'measuredEpochs', 'layers', 'splits'];
const textOf = (name: FieldName, text: string) => (LISTS.includes(name) ? text.replace(/\s+/g, '') : text.trim());
const flagOf = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** What a shell would read as something else goes between single quotes. */
export const word = (text: string) => (/^[\w.,:=+@%/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
