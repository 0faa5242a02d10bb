import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, separateOperations } from 'graphql';
import { type ComplexityEstimator, fieldExtensionsEstimator, getComplexity } from 'graphql-query-complexity';
import { LIMITS } from './limits.ts';

/** An object costs 1 and what is asked of it, a scalar nothing; lists say their own price on the field. */
const objectEstimator: ComplexityEstimator = ({ node, childComplexity }) => (node.selectionSet ? 1 + childComplexity : 0);

/** A refusal that tells the limit and what was sent; Apollo answers it with 400. */
export function refusal(code: string, message: string, limit: number, actual: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code, limit, actual, http: { status: 400 } } });
}

/** First check, before parsing: the size of the document. Null when it may be parsed. */
export function checkSource(source: string): GraphQLError | null {
  const bytes = Buffer.byteLength(source);
  if (bytes <= LIMITS.documentBytes) return null;
  const message = `The document has ${bytes} bytes; at most ${LIMITS.documentBytes} are allowed, so put values into variables.`;
  return refusal('DOCUMENT_TOO_LARGE', message, LIMITS.documentBytes, bytes);
}

/** Last check, after validation: the price of the operation with its variables. Null when it may be executed. */
export function checkCost(operation: {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}): GraphQLError | null {
  const cost = costOf(operation);
  if (cost instanceof GraphQLError) return cost;
  if (cost <= LIMITS.complexity) return null;
  const message = `The operation costs ${Math.round(cost)} points; at most ${LIMITS.complexity} are allowed, so ask for shorter pages or fewer runs.`;
  return refusal('COMPLEXITY_EXCEEDED', message, LIMITS.complexity, Math.round(cost));
}

function costOf({ schema, document, operationName, variables }: Parameters<typeof checkCost>[0]): number | GraphQLError {
  try {
    return getComplexity({
      schema,
      query: chosenOperation(document, operationName),
      variables: variables ?? {},
      estimators: [fieldExtensionsEstimator(), objectEstimator],
    });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    // variables that do not fit their types: refused here, because what cannot be priced must not run either
    const { message, nodes } = error;
    return new GraphQLError(message, { nodes, extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
  }
}

/** Only the operation that will run is priced. */
function chosenOperation(document: DocumentNode, operationName: string | null | undefined): DocumentNode {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operations.length < 2 || !operationName) return document;
  return separateOperations(document)[operationName] ?? document;
}
