import type { PrismaClient, Split } from '../../prisma/client.ts';
import { CollapsarError } from '../../prisma/errors.ts';

/** One snapshot among those of a run: its layer on a split after an epoch; the last measured epoch where none is named. */
export interface PlaceAsked {
  runId: string;
  split: Split;
  layer: string;
  epoch: number | null;
}

/** A snapshot without its bytes. */
export interface RecordedRow extends PlaceAsked {
  id: string;
  epoch: number;
  digest: string;
}

/** The snapshot asked for, and every epoch in which there is one of its layer and split, ascending. */
export interface Recorded {
  row: RecordedRow;
  measuredEpochs: number[];
}

/**
 * The snapshot of each question, in their order, by one statement; null where nothing was recorded of the layer and split so far.
 * An error BAD_USER_INPUT in its place where the epoch was not measured.
 */
export async function recordedRows(record: PrismaClient, asked: readonly PlaceAsked[]): Promise<(Recorded | null | CollapsarError)[]> {
  const runIds = [...new Set(asked.map(({ runId }) => runId))];
  const layers = [...new Set(asked.map(({ layer }) => layer))];
  const rows = await record.snapshot.findMany({
    where: { runId: { in: runIds }, layer: { in: layers } },
    select: { id: true, runId: true, epoch: true, split: true, layer: true, digest: true },
    orderBy: { epoch: 'asc' },
  });
  return asked.map((place) => chosen(place, rows.filter((row) => row.runId === place.runId && row.split === place.split && row.layer === place.layer)));
}

function chosen({ epoch }: PlaceAsked, rows: RecordedRow[]): Recorded | null | CollapsarError {
  if (rows.length === 0) return null;
  const measuredEpochs = rows.map((row) => row.epoch);
  const row = epoch === null ? rows.at(-1) : rows.find((each) => each.epoch === epoch);
  if (row) return { row, measuredEpochs };
  const nearest = measuredEpochs.reduce((best, each) => (Math.abs(each - epoch!) < Math.abs(best - epoch!) ? each : best));
  return new CollapsarError('BAD_USER_INPUT', `Epoch ${epoch} was not measured; the nearest that was is ${nearest}.`);
}
