import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';

/** The text of server/schema.graphql: sorted, so that a change of the schema shows as a change of the lines it concerns. */
export function printSchemaFile(schema: GraphQLSchema): string {
  return `# Generated from the classes in server/ by server/emit-schema.mjs. Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
}
