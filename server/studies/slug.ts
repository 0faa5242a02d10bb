import { CollapsarError } from '../../prisma/errors.ts';
import { checkSlug, isSlug, LONGEST_SLUG } from '../../prisma/queue-runs.ts';

/** The short name of a study: the one given, or the name's letters and digits. @throws CollapsarError BAD_USER_INPUT */
export function slugOf(given: string | null | undefined, name: string): string {
  if (given != null) {
    checkSlug(given, 'slug');
    return given;
  }
  const slug = fromName(name);
  if (isSlug(slug)) return slug;
  throw new CollapsarError('BAD_USER_INPUT', `No short name for addresses can be made from "${name}"; give a slug of small letters, digits and single dashes.`, { details: { field: 'slug' } });
}

const fromName = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-|-$/g, '');
