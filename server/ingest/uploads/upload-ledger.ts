import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CollapsarError } from '../../../prisma/errors.ts';

interface Owned {
  caller: string;
  bytes: number;
}

/**
 * Who has how much in the folder of uploads: what the quota is held by. A note beside each file outlives the server. Room is taken before
 * the first byte is written and in one go, so that requests side by side cannot take the same room.
 */
export class UploadLedger {
  private owned?: Map<string, Owned>;

  constructor(
    private readonly folder: string,
    private readonly quotaBytes: number,
  ) {}

  /** Takes room for a file of `bytes`; a file that is known already keeps its owner. @throws CollapsarError PAYLOAD_TOO_LARGE with rule QUOTA */
  take(name: string, caller: string, bytes: number): void {
    const owned = this.read();
    if (owned.has(name)) return;
    const used = [...owned.values()].reduce((sum, other) => sum + (other.caller === caller ? other.bytes : 0), 0);
    if (used + bytes > this.quotaBytes) throw overQuota(used, bytes, this.quotaBytes);
    owned.set(name, { caller, bytes });
    writeFileSync(this.noteOf(name), JSON.stringify({ caller, bytes }));
  }

  /** The length that a file is to have; undefined where there is none of the name. */
  bytesOf(name: string): number | undefined {
    return this.read().get(name)?.bytes;
  }

  /** Gives the room of a file back. */
  free(name: string): void {
    this.read().delete(name);
    rmSync(this.noteOf(name), { force: true });
  }

  private noteOf(name: string): string {
    return path.join(this.folder, `${name}.owner`);
  }

  private read(): Map<string, Owned> {
    if (this.owned) return this.owned;
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.owned = new Map();
    for (const file of readdirSync(this.folder).filter((each) => each.endsWith('.owner'))) {
      const note = readNote(path.join(this.folder, file));
      if (note) this.owned.set(file.slice(0, -'.owner'.length), note);
    }
    return this.owned;
  }
}

/** Null for a note that a crash left half written; its file goes with the next sweep. */
function readNote(file: string): Owned | null {
  try {
    if (statSync(file).size > 1000) return null;
    const { caller, bytes } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Owned>;
    return typeof caller === 'string' && typeof bytes === 'number' ? { caller, bytes } : null;
  } catch {
    return null;
  }
}

const overQuota = (used: number, bytes: number, limit: number) =>
  new CollapsarError('PAYLOAD_TOO_LARGE', `There are ${used} bytes of yours here already, and ${bytes} more are over the ${limit} that one caller may have; record what is uploaded, and wait until it is removed.`, {
    details: { limitBytes: limit, rule: 'QUOTA' },
  });
