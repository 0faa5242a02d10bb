import { execFileSync, spawnSync } from 'node:child_process';

/** Whether python3 is here with these modules; tests that need them are skipped where it is not. */
export const hasPython = (...modules: string[]) => spawnSync('python3', ['-c', `import ${modules.join(', ')}`]).status === 0;

/** Runs a script of python3; what it prints is JSON. */
export const python = (script: string, ...args: string[]) => JSON.parse(execFileSync('python3', ['-c', script, ...args], { encoding: 'utf8' }));
