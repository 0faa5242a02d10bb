import { readFileSync } from 'node:fs';
import { type GraphQLSchema, isEnumType, isInputObjectType, isIntrospectionType, isObjectType, isSpecifiedScalarType } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { printSchemaFile } from '../../server/print-schema-file.ts';
import { makeSchema } from '../../server/schema.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await makeSchema();
});

test('server/schema.graphql is what the classes say', () => {
  const file = readFileSync(new URL('../../server/schema.graphql', import.meta.url), 'utf8');
  expect(file, 'run: node server/emit-schema.mjs').toBe(printSchemaFile(schema));
});

test('every type, field, argument and enum value has a description', () => {
  const described: [string, string | null | undefined][] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    described.push([type.name, type.description]);
    if (isEnumType(type)) for (const value of type.getValues()) described.push([`${type.name}.${value.name}`, value.description]);
    if (!isObjectType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      described.push([`${type.name}.${field.name}`, field.description]);
      const args = 'args' in field ? field.args : [];
      for (const arg of args) described.push([`${type.name}.${field.name}(${arg.name})`, arg.description]);
    }
  }
  expect(described.filter(([, description]) => !description?.trim()).map(([name]) => name)).toEqual([]);
  expect(described.length).toBeGreaterThan(150);
});
