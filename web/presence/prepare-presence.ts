import { plural } from '../formats/names.ts';
import type { Presence } from './presence-documents.ts';

/** As many marks as have room in a title row. */
const MOST_MARKS = 4;

export interface LookingNow {
  marks: { id: string; name: string; colour: string }[];
  /** people and visitors without a mark: "+3"; empty where there are none */
  more: string;
  /** all of them in words */
  words: string;
}

/** Those who look at a run beside us, as the title row shows them; null where nobody does. */
export function prepareLookingNow({ people, peopleCount, visitorCount }: Presence): LookingNow | null {
  if (peopleCount + visitorCount === 0) return null;
  const marks = people.slice(0, MOST_MARKS);
  const more = peopleCount + visitorCount - marks.length;
  const unnamed = peopleCount - people.length;
  const words = [
    ...people.map(({ name }) => name),
    ...(unnamed > 0 ? [`${unnamed} ${people.length > 0 ? 'more ' : ''}${unnamed === 1 ? 'person' : 'people'}`] : []),
    ...(visitorCount > 0 ? [`${plural(visitorCount, 'visitor')} by share link`] : []),
  ];
  return { marks, more: more > 0 ? (marks.length > 0 ? `+${more}` : String(more)) : '', words: words.join(', ') };
}
