import { folderOfCaller, prepareProgram } from './measure.mjs';

/** `import`: the built command in this very process; it speaks to a server, and needs no database of its own. */
export async function importFiles(words) {
  await prepareProgram();
  const { runImport } = await import('../dist/server/ingest/importing/import-command.js');
  return runImport(words, folderOfCaller(process.env, 'import'));
}
