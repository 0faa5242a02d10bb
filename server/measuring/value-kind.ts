/** What stands in the place of a value. */
export const ValueKind = {
  FINITE: 'FINITE',
  UNDEFINED: 'UNDEFINED',
  PENDING: 'PENDING',
  MISSING: 'MISSING',
  NOT_APPLICABLE: 'NOT_APPLICABLE',
} as const;
export type ValueKind = (typeof ValueKind)[keyof typeof ValueKind];

const KIND_OF_CODE: Record<string, ValueKind> = {
  NO_CLASSIFIER: ValueKind.NOT_APPLICABLE,
  OTHER_LOSS: ValueKind.NOT_APPLICABLE,
  NOT_APPLICABLE: ValueKind.NOT_APPLICABLE,
  NOT_RECORDED: ValueKind.MISSING,
  NO_TERMINAL_PHASE: ValueKind.MISSING,
  PENDING: ValueKind.PENDING,
};

/** The kind of a place without a value, from the code its reason begins with. */
export function kindOfReason(reason: string): ValueKind {
  return KIND_OF_CODE[reason.split(':', 1)[0]!] ?? ValueKind.UNDEFINED;
}
