import { type ExecutionArgs, execute, type FormattedExecutionResult, GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import type { Context, ServerOptions } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';
import { admit, mayReadSchema, withoutHints } from './admit.ts';
import { auditRefusals } from './audit-refusals.ts';
import { refusal } from './check-operation.ts';
import type { Gate } from './gate.ts';
import { LIMITS } from './limits.ts';
import type { ErrorPresenter } from './present-error.ts';
import { DocumentReader } from './read-document.ts';
import type { RequestContext } from './request-context.ts';
import { SharedAnswers } from './shared-answers.ts';
import type { SocketMembers } from './socket-members.ts';

type Params = Record<string, unknown>;
type Hooks = Pick<ServerOptions<Params, Extra>, 'onConnect' | 'onSubscribe' | 'execute' | 'subscribe' | 'onNext' | 'onError' | 'onComplete' | 'onPing'>;
type Asking = Context<Params, Extra>;

/**
 * The same checks as over HTTP, for the operations of a WebSocket. graphql-ws goes round Apollo: what is not checked
 * here is not checked at all.
 */
export function socketLimits(schema: GraphQLSchema, present: ErrorPresenter, gate: Gate, members: SocketMembers): Hooks {
  const answers = new SharedAnswers();
  const documents = new DocumentReader(schema);
  const shown = (socket: Extra['socket'], errors: readonly unknown[]) => {
    const caller = members.caller(socket);
    const isHinted = caller !== undefined && mayReadSchema(gate.settings, caller);
    return errors.slice(0, LIMITS.errors).map(present).map((error) => (isHinted ? error : { ...error, message: withoutHints(error.message) }));
  };
  return {
    onConnect: ({ extra, connectionParams }) => members.admit(extra.socket, extra.request, connectionParams),
    async onSubscribe(context, id, payload) {
      const begun = await begin({ schema, documents, gate, members }, context, id, payload);
      if (Array.isArray(begun)) members.done(context.extra.socket, id);
      return begun;
    },
    execute: (args) => inTurn(gate, args),
    subscribe: (args) => answers.subscribe(args),
    onNext(context, _id, _payload, { contextValue }, result) {
      members.dropSlow(context.extra.socket);
      const { errors, ...rest } = result;
      if (!errors) return rest;
      const formatted = shown(context.extra.socket, errors);
      auditRefusals(gate, contextValue as RequestContext, formatted).catch(() => {}); // what was refused stays refused
      return { ...rest, errors: formatted } as FormattedExecutionResult;
    },
    onError: (context, _id, _payload, errors) => shown(context.extra.socket, errors),
    onComplete: (context, id) => members.done(context.extra.socket, id),
    onPing: (context) => members.countPing(context.extra.socket),
  };
}

interface Parts {
  schema: GraphQLSchema;
  documents: DocumentReader;
  gate: Gate;
  members: SocketMembers;
}

/** What is executed, or why it is not. */
async function begin({ schema, documents, gate, members }: Parts, { extra, subscriptions }: Asking, id: string, { query, variables, operationName }: { query: string; variables?: Params | null; operationName?: string | null }): Promise<ExecutionArgs | GraphQLError[]> {
  // graphql-ws counts this one already, and no longer one whose end was asked for
  const here = Object.keys(subscriptions).length;
  const contextValue = members.open(extra.socket, id, here);
  if (!contextValue) return [tooManySubscriptions(here)];
  const { caller, life } = contextValue;
  try {
    if (caller.access === 'LINK') await gate.allowance.countLink(caller.id);
    await gate.allowance.checkLeft(caller);
    const document = documents.read(query);
    if (Array.isArray(document)) {
      await gate.allowance.fine(caller);
      return document;
    }
    await admit(gate, { schema, document, operationName, variables }, contextValue);
    if (getOperationAST(document, operationName)?.operation !== 'subscription') life.endAfter(LIMITS.operationMs);
    return { schema, document, operationName, variableValues: variables, contextValue };
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error })];
  }
}

/** Questions and mutations take a place among those answered at the same time, as over HTTP; subscriptions have limits of their own. */
async function inTurn({ allowance }: Gate, args: ExecutionArgs) {
  let leave: () => void;
  try {
    leave = allowance.enter((args.contextValue as RequestContext).caller);
  } catch (error) {
    return { errors: [new GraphQLError('', { originalError: error as Error })] };
  }
  try {
    return await execute(args);
  } finally {
    leave();
  }
}

function tooManySubscriptions(open: number): GraphQLError {
  const message = `This connection has ${open} operations open; at most ${LIMITS.subscriptionsPerSocket} are allowed, and ${LIMITS.subscriptions} in all, so end some first.`;
  return refusal('TOO_MANY_SUBSCRIPTIONS', message, LIMITS.subscriptionsPerSocket, open);
}
