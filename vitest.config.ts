import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would take graphql's ES module, while every package takes its CommonJS one: two copies refuse each other's schemas
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000, // the first test file that asks for a database waits until it is created
    // a page draws what was asked for a moment later: browser tests look again until it is there
    expect: { poll: { timeout: 15_000 } },
    pool: 'forks', // a worker thread can neither change its user nor load the native backend safely
    maxWorkers: 2,
    reporters: ['default', './test/plain-reporter.mjs'],
  },
});
