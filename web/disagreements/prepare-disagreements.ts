import type { TableText } from '../export/table-text.ts';
import { plural } from '../formats/names.ts';
import { count, exact, metric, share } from '../formats/numbers.ts';
import { namesOf } from '../geometry/motion.ts';
import type { DisagreementsAnswer } from './disagreements-documents.ts';

/** Images on a page. */
const PAGE = 24;

/** How they are looked at: part of the page's address. */
export interface DisagreementsView {
  epoch: number | null;
  split: 'train' | 'test';
  /** the classifier's choice and the nearest class mean; null: every pair */
  pair: readonly [number, number] | null;
  /** from 1 */
  page: number;
}

export interface DisagreementCard {
  index: number;
  /** null: the data set's files were not read, so no picture has an address */
  picture: string | null;
  alt: string;
  truth: string;
  choice: string;
  nearest: string;
  /** which of both is right, in a word */
  right: 'classifier right' | 'nearest mean right' | 'both wrong';
  margin: string;
  marginTitle: string;
}

export interface PreparedDisagreements {
  epoch: number;
  measuredEpochs: number[];
  pairs: { value: string; text: string }[];
  cards: DisagreementCard[];
  page: number;
  pageCount: number;
  /** how many there are, and how many of them are kept */
  summary: string;
  table: TableText;
}

type Address = { get: (name: string) => string | null };

/** The view in an address; what it does not name, or names wrongly, is as usual: all pairs of the test images after the last epoch. */
export function disagreementsViewOf(address: Address): DisagreementsView {
  const whole = (text: string | null | undefined) => (text && /^\d{1,9}$/.test(text) ? Number(text) : null);
  const [choice, nearest] = (address.get('pair') ?? '').split('-').map(whole);
  return {
    epoch: whole(address.get('epoch')),
    split: address.get('split') === 'train' ? 'train' : 'test',
    pair: choice != null && nearest != null ? [choice, nearest] : null,
    page: Math.max(1, whole(address.get('page')) ?? 1),
  };
}

/** A page of the images; null where none were recorded. */
export function prepareDisagreements(answer: DisagreementsAnswer, view: DisagreementsView): PreparedDisagreements | null {
  const { disagreements: found, classes } = answer;
  if (!found) return null;
  const names = namesOf(answer.classNames, classes?.counts.length ?? 1 + Math.max(-1, ...numbers(found.labels), ...numbers(found.choices), ...numbers(found.nearest)));
  const all = numbers(found.indices).map((_, i) => i);
  const pairs = countPairs(numbers(found.choices), numbers(found.nearest));
  const chosen = view.pair && all.filter((i) => found.choices[i] === view.pair![0] && found.nearest[i] === view.pair![1]);
  const kept = chosen?.length ? chosen : all;
  const pageCount = Math.max(1, Math.ceil(kept.length / PAGE));
  const page = Math.min(view.page, pageCount);
  return {
    epoch: found.epoch,
    measuredEpochs: numbers(found.measuredEpochs),
    pairs: pairs.map(({ choice, nearest, images }) => ({ value: `${choice}-${nearest}`, text: `${names[choice]}, nearest ${names[nearest]}: ${count(images)}` })),
    cards: kept.slice((page - 1) * PAGE, page * PAGE).map((i) => cardOf(answer, found, names, i, view.split)),
    page,
    pageCount,
    summary: summaryOf(answer, all.length),
    table: {
      heads: ['index', 'true', 'chosen', 'nearest mean', 'margin'],
      rows: kept.map((i) => [found.indices[i]!, names[found.labels[i]!]!, names[found.choices[i]!]!, names[found.nearest[i]!]!, found.margins[i]!]),
    },
  };
}

const numbers = (column: readonly (number | null)[]) => column.map(Number);

function countPairs(choices: readonly number[], nearest: readonly number[]) {
  const pairs = new Map<string, { choice: number; nearest: number; images: number }>();
  choices.forEach((choice, i) => {
    const key = `${choice}-${nearest[i]}`;
    const pair = pairs.get(key) ?? { choice, nearest: nearest[i]!, images: 0 };
    pair.images++;
    pairs.set(key, pair);
  });
  return [...pairs.values()].sort((a, b) => b.images - a.images || a.choice - b.choice || a.nearest - b.nearest);
}

function cardOf({ dataset, datasetDigest }: DisagreementsAnswer, found: NonNullable<DisagreementsAnswer['disagreements']>, names: readonly string[], i: number, split: string): DisagreementCard {
  const [index, label, choice, nearest, margin] = [found.indices[i]!, found.labels[i]!, found.choices[i]!, found.nearest[i]!, found.margins[i] ?? null];
  const right = choice === label ? 'classifier right' : nearest === label ? 'nearest mean right' : 'both wrong';
  return {
    ...{ index, right, truth: names[label]!, choice: names[choice]!, nearest: names[nearest]! },
    picture: datasetDigest === null ? null : `/thumbnails/${encodeURIComponent(dataset)}/${datasetDigest}/${split}/${index}.png`,
    alt: `${split} image ${index} of class ${names[label]}, classified as ${names[choice]}, nearest to the mean of ${names[nearest]}`,
    margin: metric(margin),
    marginTitle: exact(margin),
  };
}

function summaryOf({ classes }: DisagreementsAnswer, recorded: number): string {
  const agreement = classes?.agreement;
  if (!classes || !agreement) return `${plural(recorded, 'image')} recorded.`;
  const C = classes.counts.length;
  const all = agreement.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const apart = agreement.reduce<number>((sum, value, i) => sum + (Math.floor(i / C) === i % C ? 0 : (value ?? 0)), 0);
  const kept = apart > recorded ? ` Recorded are the ${count(recorded)} of which the classifier is surest.` : '';
  return apart === 0
    ? `Classifier and nearest class mean agree on all ${count(all)} images.`
    : `Classifier and nearest class mean disagree on ${count(apart)} of ${plural(all, 'image')} (${share(apart / all)}).${kept}`;
}
