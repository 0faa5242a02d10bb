// Writes what is generated: server/schema.graphql and the types web/ reads it with from the schema's classes, docs/metrics.md from the catalogue.
// Run after the compiler, from anywhere: node server/emit-schema.mjs
import { writeFileSync } from 'node:fs';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { introspectionFromSchema } from 'graphql';
import { makeSchema } from '../dist/server/schema.js';
import { printMetricsPage } from '../dist/server/metrics/print-metrics-page.js';
import { printSchemaFile } from '../dist/server/print-schema-file.js';

const schema = await makeSchema();
writeFileSync(new URL('./schema.graphql', import.meta.url), printSchemaFile(schema));
writeFileSync(new URL('../docs/metrics.md', import.meta.url), printMetricsPage());
const introspection = minifyIntrospection(introspectionFromSchema(schema));
const types = outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true });
writeFileSync(new URL('../web/graphql-env.d.ts', import.meta.url), types);
