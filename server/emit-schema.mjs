// Writes what is generated from the schema's classes: server/schema.graphql and the types web/ reads it with.
// Run after the compiler, from anywhere: node server/emit-schema.mjs
import { writeFileSync } from 'node:fs';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { introspectionFromSchema } from 'graphql';
import { makeSchema } from '../dist/server/schema.js';
import { printSchemaFile } from '../dist/server/print-schema-file.js';

const schema = await makeSchema();
writeFileSync(new URL('./schema.graphql', import.meta.url), printSchemaFile(schema));
const introspection = minifyIntrospection(introspectionFromSchema(schema));
const types = outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true });
writeFileSync(new URL('../web/graphql-env.d.ts', import.meta.url), types);
