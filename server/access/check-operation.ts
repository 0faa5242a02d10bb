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

/** What is asked, once its document is valid. */
export interface AskedOperation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

/** Check of the variables' texts. Null when all are short enough. */
export function checkTexts(variables: Record<string, unknown> | null | undefined): GraphQLError | null {
  // not by recursion: JSON may be nested deeper than the stack is high
  const left: [string, unknown][] = [['', variables]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [name, value] = next;
    const limit = name === 'body' ? LIMITS.bodyTextBytes : LIMITS.stringBytes;
    if (typeof value === 'string' && Buffer.byteLength(value) > limit) {
      const message = `A text in the variables has ${Buffer.byteLength(value)} bytes; at most ${limit} are allowed.`;
      return refusal('BAD_USER_INPUT', message, limit, Buffer.byteLength(value));
    }
    if (typeof value === 'object' && value !== null) for (const part of Object.entries(value)) left.push(part);
  }
  return null;
}

/** Last check, after validation: the price of the operation with its variables. An error when it may not be executed. */
export function checkCost(operation: AskedOperation): number | GraphQLError {
  const tooDeep = checkNesting(operation.variables);
  if (tooDeep) return tooDeep;
  const cost = costOf(operation);
  if (cost instanceof GraphQLError || cost <= LIMITS.complexity) return cost;
  const message = `The operation costs ${Math.round(cost)} points; at most ${LIMITS.complexity} are allowed, so ask for shorter pages or fewer runs.`;
  return refusal('COMPLEXITY_EXCEEDED', message, LIMITS.complexity, Math.round(cost));
}

/** Level by level, without recursion: whatever walks the variables later does so recursively, and would overflow the stack. */
function checkNesting(variables: unknown): GraphQLError | null {
  let level: unknown[] = [variables];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > LIMITS.variableDepth) {
      const message = `The variables are nested more than ${LIMITS.variableDepth} deep; write them flatter.`;
      return refusal('DEPTH_EXCEEDED', message, LIMITS.variableDepth, depth);
    }
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return null;
}

function costOf({ schema, document, operationName, variables }: AskedOperation): number | GraphQLError {
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
