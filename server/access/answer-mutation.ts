import { CollapsarError } from '../../prisma/errors.ts';
import type { MutationInput, MutationPayload, UserError } from './mutation.type.ts';

/** Failures that a person can put right; everything else is an error of the whole field. */
const EXPECTED = ['BAD_USER_INPUT', 'NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'];

/** What a mutation answers: the result of its work, or with `nothing` in its place the reason why there is none. */
export async function answerMutation<T extends object>(input: MutationInput, nothing: T, work: () => Promise<T>): Promise<T & MutationPayload> {
  const clientMutationId = input.clientMutationId ?? null;
  try {
    return { ...(await work()), clientMutationId, userErrors: [] };
  } catch (error) {
    if (!(error instanceof CollapsarError) || !EXPECTED.includes(error.code)) throw error;
    return { ...nothing, clientMutationId, userErrors: [shown(error)] };
  }
}

function shown({ code, message, details }: CollapsarError): UserError {
  const { field = null, currentVersion = null } = details as { field?: string; currentVersion?: number };
  return { code, message, field, currentVersion };
}
