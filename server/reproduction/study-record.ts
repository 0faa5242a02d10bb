import path from 'node:path';
import { connectRecord } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';
import { archiveCell, archiveStudy } from './archive-cell.ts';
import { fullProtocol, REDUCED } from './cells.ts';
import { type CellState, cellStates, completed, doneShare, isOver, type QueuedCell, timeLeft } from './follow-cells.ts';
import { printCells, printSummary } from './print-cells.ts';
import { queueCells } from './queue-cells.ts';
import { writeReport } from './report/write-report.ts';
import { writeRecorded } from './write-recorded.ts';

/** What the terminal shows of the whole study. */
export interface ShownStudy {
  table: string;
  summary: string;
  /** no cell failed, diverged or was cancelled */
  isGood: boolean;
}

/** The record in which a study is trained, and the folder of its archives. */
export interface StudyRecord {
  folder: string;
  queue(): Promise<number>;
  read(): Promise<(CellState | QueuedCell)[]>;
  states(): Promise<ShownStudy>;
  archive(cell: QueuedCell): Promise<string>;
  archiveAll(cells: readonly QueuedCell[]): Promise<string>;
  /** the finished cells as the study that new records begin with; gives the archive's bytes */
  writeRecorded(folder: string): Promise<number>;
  /** docs/study.md, and its figures beside it */
  writeReport(file: string): Promise<void>;
  close(): Promise<void>;
}

export async function openStudyRecord(databaseUrl: string, { full, folder }: { full: boolean; folder: string }): Promise<StudyRecord> {
  const record = connectRecord(databaseUrl, { max: 2, applicationName: 'collapsar-study' });
  const protocol = full ? fullProtocol() : REDUCED;
  const read = () => cellStates(record, protocol);
  return {
    folder,
    queue: () => queueCells(record, protocol),
    read,
    states: async () => show(await read()),
    archive: ({ runId, studyId, name }) => archiveCell(record, { id: runId, studyId, name }, path.join(folder, 'cells')),
    archiveAll: async (cells) => {
      const file = path.join(folder, `${protocol.study.slug}.tar`);
      await archiveStudy(record, { studyId: cells[0]!.studyId, runIds: cells.map(({ runId }) => runId) }, file);
      return file;
    },
    writeRecorded: async (into) => {
      const done = completed(await read());
      if (done.length === 0) throw new CollapsarError('PRECONDITION_FAILED', 'No cell of the study is finished in this record; train them first.');
      return writeRecorded(record, { studyId: done[0]!.studyId, runIds: done.map(({ runId }) => runId), command: full ? 'npm run study -- --full' : 'npm run study' }, into);
    },
    writeReport: (file) => writeReport(record, protocol.study.slug, file),
    close: () => record.$disconnect(),
  };
}

const show = (states: readonly CellState[]): ShownStudy => ({
  table: printCells(states),
  summary: printSummary(states, null),
  isGood: states.every((state) => !isOver(state) || state.status === 'COMPLETED'),
});

/** How the study is followed: what is said of it, and how long between two looks. */
export interface Following {
  say: (text: string) => void;
  wait: () => Promise<unknown>;
  isStopped: () => boolean;
}

/** Waits until every cell is over; each that completes is archived at once and told with the time that is left, and all together at the end. */
export async function followStudy(record: StudyRecord, { say, wait, isStopped }: Following): Promise<void> {
  const startedAt = performance.now();
  const atStart = doneShare(await record.read());
  const archived = new Set<string>();
  for (;;) {
    const states = await record.read();
    const done = completed(states);
    for (const cell of done) {
      if (archived.has(cell.runId)) continue;
      archived.add(cell.runId);
      const file = await record.archive(cell);
      const left = timeLeft(doneShare(states), { share: atStart, ms: performance.now() - startedAt });
      say(`${cell.name}: ${path.basename(file)}. ${printSummary(states, left)}`);
    }
    const isWhole = states.every(isOver);
    if (isWhole && done.length > 0) say(`The whole study: ${await record.archiveAll(done)}`);
    if (isWhole || isStopped()) return;
    await wait();
  }
}
