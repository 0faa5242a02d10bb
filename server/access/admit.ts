import { type DocumentNode, type FragmentDefinitionNode, GraphQLError, getOperationAST, Kind, visit } from 'graphql';
import { mayDo } from './caller.ts';
import { type AskedOperation, checkCost, checkTexts } from './check-operation.ts';
import { shapeOf } from './document-rules.ts';
import type { Gate } from './gate.ts';
import type { RequestContext } from './request-context.ts';

/**
 * What both transports do between validating an operation and executing it: its texts, whether its caller may ask for the schema, its price,
 * and whether the caller's allowance has that much left.
 *
 * @throws GraphQLError BAD_USER_INPUT, INTROSPECTION_DISABLED, COMPLEXITY_EXCEEDED
 * @throws CollapsarError RATE_LIMITED
 */
export async function admit({ allowance, settings }: Gate, asked: AskedOperation, { caller }: RequestContext): Promise<void> {
  const tooLong = checkTexts(asked.variables);
  if (tooLong) throw tooLong;
  if (asksForSchema(asked.document) && !mayReadSchema(settings, caller)) throw noIntrospection();
  const cost = checkCost(asked);
  if (cost instanceof GraphQLError) throw cost;
  await allowance.spend(caller, cost, mutationCount(asked));
}

/** The schema is no secret, it is in the repository; but a stranger's map of the server need not come from the server itself. */
export const mayReadSchema = ({ isLoopback }: Gate['settings'], caller: RequestContext['caller']): boolean =>
  caller.access !== 'LINK' && (isLoopback || mayDo(caller, 'ADMIN'));

/** An error's message without graphql's guesses at what was meant, which tell names of the schema one by one. */
export const withoutHints = (message: string): string => message.replace(/\s*Did you mean [^?]*\?/g, '');

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field(node) {
      found ||= node.name.value === '__schema' || node.name.value === '__type';
    },
  });
  return found;
}

function noIntrospection(): GraphQLError {
  const message = 'The schema can be asked for by admins and on the server\'s own machine; it is in server/schema.graphql of the repository too.';
  return new GraphQLError(message, { extensions: { code: 'INTROSPECTION_DISABLED', http: { status: 400 } } });
}

/** Fields of a mutation count, not requests: one request can hold several. */
function mutationCount({ document, operationName }: AskedOperation): number {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'mutation') return 0;
  const isFragment = (name: string) => (definition: DocumentNode['definitions'][number]): definition is FragmentDefinitionNode =>
    definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name;
  return shapeOf(operation, (name) => document.definitions.find(isFragment(name))).rootFields;
}
