import { CollapsarError } from '../../prisma/errors.ts';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST = 64;

/** The short name of a study: the one given, or the name's letters and digits. @throws CollapsarError BAD_USER_INPUT */
export function slugOf(given: string | null | undefined, name: string): string {
  const slug = given ?? fromName(name);
  if (SLUG.test(slug) && slug.length <= LONGEST) return slug;
  const message =
    given == null
      ? `No short name for addresses can be made from "${name}"; give a slug of small letters, digits and single dashes.`
      : `The slug is "${given}"; it must be small letters and digits with single dashes between them, at most ${LONGEST} in all.`;
  throw new CollapsarError('BAD_USER_INPUT', message, { details: { field: 'slug' } });
}

const fromName = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-|-$/g, '');
