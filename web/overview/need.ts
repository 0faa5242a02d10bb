import { ago, moment } from '../formats/times.ts';
import type { IconName } from '../frame/Icon.tsx';
import type { RunLine } from './overview-documents.ts';

/** Something that waits for a person. */
export interface Need {
  id: string;
  icon: IconName;
  tone?: 'bad' | 'warn';
  name: string;
  href: string;
  /** what happened */
  what: string;
  /** what can be done about it, and where */
  advice: string;
  adviceHref: string;
  since: { text: string; exact: string };
}

export const sinceOf = (iso: string, now: number) => ({ text: ago(iso, now), exact: moment(iso) });

/** A run by its name, with the data set where the name does not say it. */
export const title = ({ name, dataset }: Pick<RunLine, 'name' | 'dataset'>) => (name.toLowerCase().includes(dataset.toLowerCase()) ? name : `${name}, ${dataset}`);
