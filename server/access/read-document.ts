import { ApolloServerErrorCode } from '@apollo/server/errors';
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { checkSource } from './check-operation.ts';
import { documentRules } from './document-rules.ts';
import { LIMITS } from './limits.ts';

/** Characters of documents that are kept. */
const MOST_KEPT = 500_000;

/** Reads the documents that come over WebSockets; a good one that was read before is known, as Apollo knows those that come over HTTP. */
export class DocumentReader {
  readonly #schema: GraphQLSchema;
  readonly #good = new LRUCache<string, DocumentNode>({ maxSize: MOST_KEPT, sizeCalculation: (_, source) => source.length + 1 });

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** The document, or why it may not be executed. */
  read(source: string): DocumentNode | GraphQLError[] {
    const known = this.#good.get(source);
    if (known) return known;
    const document = readDocument(this.#schema, source);
    if (!Array.isArray(document)) this.#good.set(source, document);
    return document;
  }
}

function readDocument(schema: GraphQLSchema, source: string): DocumentNode | GraphQLError[] {
  const refused = checkSource(source);
  if (refused) return [refused];
  const document = parsed(source);
  if (document instanceof GraphQLError) return [document];
  const errors = validate(schema, document, documentRules, { maxErrors: LIMITS.errors });
  return errors.length === 0 ? document : errors.map((error) => withCode(error, ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED));
}

function parsed(source: string): DocumentNode | GraphQLError {
  try {
    return parse(source, { maxTokens: LIMITS.tokens });
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
