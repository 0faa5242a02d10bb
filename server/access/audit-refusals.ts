import type { GraphQLFormattedError } from 'graphql';
import type { Gate } from './gate.ts';
import { LIMITS } from './limits.ts';
import type { RequestContext } from './request-context.ts';

/** Keeps in the audit log which fields were asked for that need a greater role; what a mutation refuses is kept by `write`. */
export async function auditRefusals({ record }: Gate, { caller }: RequestContext, errors: readonly GraphQLFormattedError[]): Promise<void> {
  const refused = errors.filter(({ path, extensions }) => path !== undefined && extensions?.code === 'FORBIDDEN').slice(0, LIMITS.errors);
  if (refused.length === 0) return;
  const role = caller.access === 'LINK' ? null : caller.access;
  const about = { caller: caller.id, person: caller.person, role, refusal: 'FORBIDDEN' };
  await record.auditEvent.createMany({ data: refused.map(({ path }) => ({ ...about, action: path!.join('.').slice(0, 200) })) });
}
