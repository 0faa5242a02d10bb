#!/usr/bin/env node
/** Writes docs/faults.md: node test/faults/print-faults.mjs */
import fs from 'node:fs';
import path from 'node:path';
import { runnerImport } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const load = async (file) => (await runnerImport(path.join(root, 'test/faults', file), { root, configFile: false, logLevel: 'error' })).module;
const { FAULTS } = await load('fault-table.ts');
const { printFaultsPage } = await load('print-faults-page.ts');
fs.writeFileSync(path.join(root, 'docs/faults.md'), printFaultsPage(FAULTS));
