import path from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // the type check is a command of its own, over everything; a mistake in the trainer must not keep the pages from being built
  typescript: { tsconfigPath: '../tsconfig.json', ignoreBuildErrors: true },
  turbopack: { root: path.join(import.meta.dirname, '..') },
  poweredByHeader: false,
  devIndicators: false,
};
export default config;
