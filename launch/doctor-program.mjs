// What `doctor` asks of the installed packages and the build, before any of it is loaded.
import { isInstalled, pagesAreBuilt, programsAreBuilt } from './build.mjs';
import { ok, problem } from './doctor-machine.mjs';

const remedy = 'node collapsar.mjs setup';

export const programChecks = [
  { name: 'packages', look: async () => (isInstalled() ? ok('as the lock file names them') : problem('not those of the lock file', remedy)) },
  { name: 'program', look: async () => (programsAreBuilt() ? ok('built from these sources') : problem('not built from these sources', remedy)) },
  { name: 'pages', look: async () => (pagesAreBuilt() ? ok('built from these sources') : problem('not built from these sources', remedy)) },
];
