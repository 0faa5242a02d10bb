// The recorded study, which fills the pages of a new record. Imported only after the build: dist/ is there.
import { importRecorded } from '../dist/server/reproduction/import-recorded.js';
import { stage } from './stage.mjs';

/** Brings it in where nothing was ever recorded; COLLAPSAR_RECORDED_STUDY=no leaves such a record empty. */
export async function fillEmptyRecord(databaseUrl) {
  if (process.env.COLLAPSAR_RECORDED_STUDY === 'no') return;
  await stage('recorded', () => importRecorded(databaseUrl), (runs) => (runs === null ? 'nothing to bring in' : `a study of ${runs} runs brought in`));
}
