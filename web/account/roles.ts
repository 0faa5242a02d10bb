import type { Access } from './may.ts';

export type Role = Exclude<Access, 'LINK'>;

/** Roles, each with what it may do beside those before it. */
export const ROLES: readonly { value: Role; word: string; may: string }[] = [
  { value: 'VIEWER', word: 'viewer', may: 'reads everything' },
  { value: 'REVIEWER', word: 'reviewer', may: 'also comments, tags, decides, and makes share links' },
  { value: 'OPERATOR', word: 'operator', may: 'also launches, pauses, cancels and imports: what a training loop needs' },
  { value: 'ADMIN', word: 'admin', may: 'also looks after people and tokens, and deletes' },
];

/** Roles that a token may have: no larger than its person's, nor than whoever makes it. */
export const rolesUpTo = (most: Access): typeof ROLES => ROLES.slice(0, ROLES.findIndex(({ value }) => value === most) + 1);

/** Ends that a token may have, in days. */
export const TOKEN_ENDS = [
  { days: 30, word: '30 days' },
  { days: 90, word: '90 days' },
  { days: 365, word: '1 year' },
  { days: null, word: 'no end' },
] as const;

export const COLOURS = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9', 's10'] as const;
