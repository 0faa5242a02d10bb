import './late-optimising.ts';
import { connectRecord } from '../prisma/client.ts';
import { explainDatabaseError } from '../prisma/errors.ts';
import { foreseeBackend } from './backends/foresee-backend.ts';
import { Daemon } from './daemon.ts';
import { queueFirstStudy } from './first-study.ts';
import { patiently } from './patience.ts';
import { readTrainerSettings } from './settings.ts';
import { onStop, tell } from './talk.ts';

/** The trainer daemon as a program: takes runs from the queue until it is told to stop. `--first-study` fills an empty record. */
async function main() {
  const settings = readTrainerSettings();
  const record = connectRecord(settings.databaseUrl, { max: 2, applicationName: 'collapsar-trainer' });
  const daemon = new Daemon(record, settings);
  onStop(() => daemon.stop());
  if (process.argv.includes('--first-study')) {
    await patiently(() => queueFirstStudy(record), settings.databaseUrl, (text) => tell({ kind: 'say', text }));
  }
  const backend = await foreseeBackend(settings.backend);
  await daemon.run(() => tell({ kind: 'ready', slots: settings.slots, backend }));
  await record.$disconnect();
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    const known = explainDatabaseError(error, process.env.DATABASE_URL ?? '') ?? error;
    console.error(known.name === 'CollapsarError' ? known.message : known.stack);
    process.exit(1);
  },
);
