#!/usr/bin/env node
// The one entry: brings the clone up to date (installs, builds), then does what was asked for.
import process from 'node:process';
import { runCommand } from './launch/commands.mjs';

process.exitCode = await runCommand(process.argv.slice(2));
