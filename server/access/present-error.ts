import { randomUUID } from 'node:crypto';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { ArgumentValidationError } from 'type-graphql';
import { CollapsarError, explainDatabaseError } from '../../prisma/errors.ts';
import { currentRequestId } from './request-id.ts';

/** Turns an error into what a caller may see of it. */
export type ErrorPresenter = (error: unknown) => GraphQLFormattedError;

/** Seconds after which a caller should try again while the database is away. */
export const RETRY_AFTER_SECONDS = 5;

const UNAVAILABLE = 'The database does not answer just now; try again in a few seconds.';
const TOO_SLOW = 'The database took too long to answer; try again, or ask for less at once.';

/**
 * Decides what a caller sees of an error. Our own failures pass with their code; so do refusals of the document and of
 * its variables. Everything else is a fault of the program: its message may hold paths or SQL, so it goes to the log
 * under a request id, and the caller gets the id.
 */
export function errorPresenter(databaseUrl: string, log: Logger): ErrorPresenter {
  return (error) => {
    const place = error instanceof GraphQLError ? { path: error.path, locations: error.locations } : {};
    const shown = publicError(error) ?? zeroByte(rootOf(error)) ?? databaseError(rootOf(error), databaseUrl, log) ?? masked(error, log);
    return JSON.parse(JSON.stringify({ message: shown.message, ...place, extensions: shown.extensions }));
  };
}

interface Shown {
  message: string;
  extensions: Record<string, unknown>;
}

/** The innermost error: graphql wraps what a resolver throws, and validation wraps the rule's own error. */
function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? rootOf(error.originalError) : error;
}

function publicError(error: unknown): Shown | null {
  const root = rootOf(error);
  if (root instanceof CollapsarError && !root.code.startsWith('DATABASE_')) {
    return { message: root.message, extensions: { ...root.details, code: root.code } };
  }
  if (root instanceof ArgumentValidationError) return argumentError(root);
  if (!(root instanceof GraphQLError)) return null;
  // the rule's own code, where there is one, says more than Apollo's GRAPHQL_VALIDATION_FAILED around it
  const outer = error instanceof GraphQLError ? error.extensions : {};
  const code = root.extensions.code ?? outer.code ?? ApolloServerErrorCode.BAD_USER_INPUT;
  // without a code, but at a place in the answer: graphql could not write what a resolver returned
  const isBug = root.extensions.code === undefined && error instanceof GraphQLError && error.path !== undefined;
  if (isBug || code === ApolloServerErrorCode.INTERNAL_SERVER_ERROR) return null;
  const { http: _, stacktrace: __, ...extensions }: Record<string, unknown> = { ...outer, ...root.extensions, code };
  return { message: root.message, extensions };
}

/** An argument that breaks a rule of its class, e.g. first: 101. */
function argumentError(error: ArgumentValidationError): Shown {
  const failures = error.extensions.validationErrors as ArgumentFailure[];
  const message = `An argument is out of range: ${failures.flatMap(rulesOf).join('; ')}.`;
  return { message, extensions: { code: ApolloServerErrorCode.BAD_USER_INPUT } };
}

interface ArgumentFailure {
  constraints?: Record<string, string>;
  children?: ArgumentFailure[];
}

function rulesOf({ constraints, children }: ArgumentFailure): string[] {
  return [...Object.values(constraints ?? {}), ...(children ?? []).flatMap(rulesOf)];
}

/** Postgres holds no text with a zero byte: whatever was looked for by one, there is none. */
function zeroByte(error: unknown): Shown | null {
  const { message = '', meta } = (error ?? {}) as { message?: string; meta?: { code?: string } };
  if (meta?.code !== '22021' && !/invalid byte sequence for encoding|\b22021\b/.test(message)) return null;
  return { message: 'A text of the request holds a zero byte, which no name and no id has; leave it out.', extensions: { code: ApolloServerErrorCode.BAD_USER_INPUT } };
}

function databaseError(error: unknown, databaseUrl: string, log: Logger): Shown | null {
  const known = error instanceof CollapsarError ? error : explainDatabaseError(error, databaseUrl);
  if (!known?.code.startsWith('DATABASE_')) return null;
  log.warn({ code: known.code }, known.message);
  if (known.code === 'DATABASE_TIMEOUT') return { message: TOO_SLOW, extensions: { code: 'DEADLINE_EXCEEDED' } };
  return { message: UNAVAILABLE, extensions: { code: 'UNAVAILABLE', retryAfterMs: RETRY_AFTER_SECONDS * 1000 } };
}

function masked(error: unknown, log: Logger): Shown {
  const requestId = currentRequestId() ?? randomUUID();
  log.error({ requestId, err: rootOf(error) }, 'a request failed');
  const message = `The server failed on this request; its log has the cause under ${requestId}.`;
  return { message, extensions: { code: ApolloServerErrorCode.INTERNAL_SERVER_ERROR, requestId } };
}
