/** The study that a name means. */
export interface ChosenStudy {
  slug: string;
  name: string;
  isNew: boolean;
}

const LONGEST = 64;

/** The study of this name or short name; a new one where there is none. Null for a name that no short name can be made of. */
export function chooseStudy(text: string, studies: readonly { slug: string; name: string }[]): ChosenStudy | null {
  const name = text.trim();
  const known = studies.find((study) => study.name === name) ?? studies.find((study) => study.slug === slugOf(name));
  if (known) return { slug: known.slug, name: known.name, isNew: false };
  const slug = slugOf(name);
  return slug === '' ? null : { slug, name, isNew: true };
}

/** "First study" -> "first-study": letters, digits and single dashes, as the server makes it. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-|-$/g, '');
