import path from 'node:path';

/**
 * No TypeScript: a server reads this file too, and an installed package has no compiler.
 *
 * @type {import('next').NextConfig}
 */
const config = {
  // the type check is a command of its own, over everything; a mistake in the trainer must not keep the pages from being built
  typescript: { tsconfigPath: '../tsconfig.json', ignoreBuildErrors: true },
  turbopack: { root: path.join(import.meta.dirname, '..') },
  poweredByHeader: false,
  devIndicators: false,
};
export default config;
