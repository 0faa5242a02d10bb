import { Role } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';

/** What a caller may do, from least to most: a share link sees one study, an admin does everything. */
export const ACCESS = ['LINK', Role.VIEWER, Role.REVIEWER, Role.OPERATOR, Role.ADMIN] as const;
export type Access = (typeof ACCESS)[number];

/** Who asks: a program with a token, a person with a session, a share link, or the person at this machine where no login is needed. */
export interface Caller {
  /** of the token or the link, or "local"; what idempotency keys and audit events are kept under */
  id: string;
  access: Access;
  /** null for the local admin and for a share link */
  userId: string | null;
  person: string | null;
  /** the only study that a share link sees; null: all */
  studyId: string | null;
  /** whether names of people and machines are shown */
  seesNames: boolean;
}

/** The person at this machine: nothing but loopback can reach a server that has no login. */
export const LOCAL_ADMIN: Caller = { id: 'local', access: Role.ADMIN, userId: null, person: null, studyId: null, seesNames: true };

/** Whether a caller may do what needs `access`; everything that a smaller one may is included. */
export const mayDo = (caller: Caller, access: Access): boolean => ACCESS.indexOf(caller.access) >= ACCESS.indexOf(access);

/** Whether an object of a study exists for a caller. What does not is NOT_FOUND, never FORBIDDEN: that would tell that it is there. */
export const seesStudy = (caller: Caller, studyId: string | null): boolean => caller.studyId === null || caller.studyId === studyId;

/** @throws CollapsarError FORBIDDEN with the smallest access that would do */
export function demand(caller: Caller, access: Access, action: string): void {
  if (mayDo(caller, access)) return;
  const message = `${action} needs the role ${access.toLowerCase()}, and this ${caller.access === 'LINK' ? 'share link only shows' : `token's role is ${caller.access.toLowerCase()}`}; ask an admin for a token that may.`;
  throw new CollapsarError('FORBIDDEN', message, { details: { requiredRole: access } });
}
