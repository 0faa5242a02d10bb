import { buildProgramsOnly, install, isInstalled, programsAreBuilt } from './build.mjs';
import { refuseWhileRunning } from './running.mjs';
import { stage } from './stage.mjs';

/** `measure`: the built command in this very process. What has to be installed or built first is told on the error stream alone. */
export async function measure(words) {
  await prepareProgram();
  const { runMeasure } = await import('../dist/server/ingest/measure-command.js');
  return runMeasure(words, folderOfCaller());
}

/** Installs and builds what is missing for a command that needs no pages; the output stream stays clean. */
export async function prepareProgram() {
  if (!isInstalled()) await stage('dependencies', () => install(refuseWhileRunning), String, process.stderr);
  if (!programsAreBuilt()) await stage('program', () => buildProgramsOnly(refuseWhileRunning), String, process.stderr);
}

/** Where the names of files start: npm runs its scripts in the package's folder, and says where it was called. */
export function folderOfCaller(env = process.env, script = 'measure') {
  return env.npm_lifecycle_event === script && env.npm_package_name === 'collapsar' && env.INIT_CWD ? env.INIT_CWD : process.cwd();
}
