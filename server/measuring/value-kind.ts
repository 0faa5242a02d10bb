/** What stands in the place of a value. */
export const ValueKind = {
  FINITE: 'FINITE',
  UNDEFINED: 'UNDEFINED',
  PENDING: 'PENDING',
  MISSING: 'MISSING',
  NOT_APPLICABLE: 'NOT_APPLICABLE',
} as const;
export type ValueKind = (typeof ValueKind)[keyof typeof ValueKind];

/** The kind of a place without a value, from the code its reason begins with. */
export function kindOfReason(reason: string): ValueKind {
  return reason.startsWith('NO_CLASSIFIER') ? ValueKind.NOT_APPLICABLE : ValueKind.UNDEFINED;
}
