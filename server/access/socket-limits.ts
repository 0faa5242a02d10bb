import { ApolloServerErrorCode } from '@apollo/server/errors';
import { type DocumentNode, type ExecutionArgs, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import type { ServerOptions } from 'graphql-ws';
import { checkCost, checkSource, refusal } from './check-operation.ts';
import { documentRules } from './document-rules.ts';
import { LIMITS } from './limits.ts';
import type { ErrorPresenter } from './present-error.ts';

/**
 * The same checks as over HTTP, for the operations of a WebSocket. graphql-ws goes round Apollo: what is not checked
 * here is not checked at all.
 */
export function socketLimits(
  schema: GraphQLSchema,
  present: ErrorPresenter,
): Pick<ServerOptions, 'onSubscribe' | 'onNext' | 'onError'> {
  return {
    onSubscribe(context, _id, { query, variables, operationName }) {
      const open = Object.keys(context.subscriptions).length;
      if (open > LIMITS.subscriptionsPerSocket) return [tooManySubscriptions(open)];
      const refused = checkSource(query);
      if (refused) return [refused];
      const document = parsed(query);
      if (document instanceof GraphQLError) return [document];
      const errors = validate(schema, document, documentRules);
      if (errors.length > 0) return errors.map((error) => withCode(error, ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED));
      const tooDear = checkCost({ schema, document, operationName, variables });
      if (tooDear) return [tooDear];
      return { schema, document, operationName, variableValues: variables } satisfies ExecutionArgs;
    },
    onNext(_context, _id, _payload, _args, result) {
      const { errors, ...rest } = result;
      return errors ? { ...rest, errors: errors.map(present) } : rest;
    },
    onError(_context, _id, _payload, errors) {
      return errors.map(present);
    },
  };
}

function tooManySubscriptions(open: number): GraphQLError {
  const message = `This connection has ${open} operations open; at most ${LIMITS.subscriptionsPerSocket} are allowed, so end some first.`;
  return refusal('TOO_MANY_SUBSCRIPTIONS', message, LIMITS.subscriptionsPerSocket, open);
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: LIMITS.tokens });
  } catch (error) {
    if (error instanceof GraphQLError) return withCode(error, ApolloServerErrorCode.GRAPHQL_PARSE_FAILED);
    throw error;
  }
}

/** The error with a code, unless its rule gave it one. */
function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions, path, extensions } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions: { code, ...extensions } });
}
