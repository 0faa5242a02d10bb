import type { Prisma } from '../../prisma/client.ts';

/** Which entries of the audit log are wanted; what is left out does not restrict. */
export interface AuditChoice {
  caller?: string | null;
  person?: string | null;
  subject?: string | null;
  action?: string[] | null;
  isRefused?: boolean | null;
  since?: Date | null;
  before?: Date | null;
}

/** The same as a condition of the database. */
export function auditWhere({ caller, person, subject, action, isRefused, since, before }: AuditChoice): Prisma.AuditEventWhereInput {
  return {
    ...(caller != null && { caller }),
    ...(person != null && { person }),
    ...(subject != null && { subject }),
    ...(action != null && { action: { in: action } }),
    ...(isRefused != null && { refusal: isRefused ? { not: null } : null }),
    at: { gte: since ?? undefined, lt: before ?? undefined },
  };
}
