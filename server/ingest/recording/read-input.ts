import { z } from 'zod';
import { CollapsarError } from '../../../prisma/errors.ts';

/** A text that people read: one line of it, without marks that a terminal or a page would obey. */
export const text = (most: number) => {
  const error = `a text of 1 to ${most} characters without line breaks or control characters`;
  return z.string({ error }).refine((value) => value.trim() !== '' && value.length <= most && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(value), { error });
};

export const whole = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.number({ error }).refine((value) => Number.isInteger(value) && value >= least && value <= most, { error });
};

export const finite = (error: string, isGood: (value: number) => boolean = () => true) => z.number({ error }).refine((value) => Number.isFinite(value) && isGood(value), { error });

/**
 * What a request says, checked. An absent value may be null too: GraphQL and Python send that.
 *
 * @throws CollapsarError BAD_USER_INPUT with one sentence about the first thing that is wrong, `path` and `rule`
 */
export function readInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(withoutNulls(input));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const path = issue.path.map(String).join('.');
  const message = issue.code === 'unrecognized_keys' ? `There is no field "${shown(issue.keys[0]!)}" here.` : `${path || 'The body'} must be ${issue.message}.`;
  throw new CollapsarError('BAD_USER_INPUT', message, { details: { path, rule: issue.code } });
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])));
}

const shown = (name: string) => name.slice(0, 60).replace(/[^\x20-\x7e]/g, '?');
