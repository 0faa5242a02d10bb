import type { GraphQLFormattedError } from 'graphql';
import type { Gate } from './gate.ts';
import type { RequestContext } from './request-context.ts';

/** Codes that say nothing of what somebody wanted to do: the server's own troubles, and questions that were badly put. */
const NOT_AUDITED = new Set(['UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'DEADLINE_EXCEEDED', 'CLIENT_GONE', 'RATE_LIMITED']);

/** Keeps in the audit log what was refused: every field that needs a greater role, and every mutation that was not done. */
export async function auditRefusals(
  { record }: Gate,
  { caller }: RequestContext,
  isMutation: boolean,
  errors: readonly GraphQLFormattedError[],
): Promise<void> {
  const refused = errors.flatMap(({ path, extensions }) => {
    const code = String(extensions?.code ?? '');
    const isTold = path !== undefined && (code === 'FORBIDDEN' || (isMutation && !NOT_AUDITED.has(code)));
    return isTold ? [{ action: path.join('.').slice(0, 200), refusal: code }] : [];
  });
  if (refused.length === 0) return;
  const role = caller.access === 'LINK' ? null : caller.access;
  await record.auditEvent.createMany({ data: refused.slice(0, 20).map((each) => ({ ...each, caller: caller.id, person: caller.person, role })) });
}
