import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { CollapsarError } from '../../../prisma/errors.ts';
import { UPLOAD_LIMITS, type UploadLimits } from './upload-limits.ts';
import { UploadLedger } from './upload-ledger.ts';
import { writeBody } from './write-body.ts';

/** Bytes as they come over the wire, and where in the file they belong. */
export interface Piece {
  body: Readable;
  /** of its first byte */
  offset: number;
  /** of the whole file */
  total: number;
  /** of this piece, as the request tells it */
  length: number;
}

export interface UploadState {
  received: number;
  isComplete: boolean;
}

/**
 * Uploaded files, each under the sha256 of its content: the same content lies here once whoever sends it, and an interrupted upload goes on
 * where it stopped. A file has its name only when it is whole, on the disk and has that digest; before, it is a `.part`. Nothing is ever
 * named by what a stranger says, but for that digest.
 */
export class Uploads {
  readonly limits: UploadLimits;
  private readonly ledger: UploadLedger;
  private readonly busy = new Set<string>();

  constructor(
    readonly folder: string,
    limits: Partial<UploadLimits> = {},
  ) {
    this.limits = { ...UPLOAD_LIMITS, ...limits };
    this.ledger = new UploadLedger(folder, this.limits.quotaBytes);
  }

  state(digest: string): UploadState {
    const whole = sizeOf(this.whole(digest));
    return whole === null ? { received: sizeOf(this.part(digest)) ?? 0, isComplete: false } : { received: whole, isComplete: true };
  }

  /**
   * Adds a piece to a file; gives how far it is then.
   *
   * @throws CollapsarError PAYLOAD_TOO_LARGE (file or quota), CONFLICT (another request writes it just now, or the piece does not begin where
   * the file ends), UPLOAD_REJECTED (DIGEST_MISMATCH, LENGTH_MISMATCH), DEADLINE_EXCEEDED
   */
  async receive(caller: string, digest: string, piece: Piece): Promise<UploadState> {
    this.checkLength(piece.total);
    if (this.state(digest).isComplete) return this.state(digest);
    if (this.busy.has(digest)) throw conflict('The same file is being sent by another request; ask how far it is (HEAD) in a moment.', this.state(digest));
    this.busy.add(digest);
    try {
      this.sweep();
      return await this.append(caller, digest, piece);
    } finally {
      this.busy.delete(digest);
    }
  }

  /** Takes a whole file whose digest nobody said, and gives it. @throws CollapsarError as `receive` */
  async receiveWhole(caller: string, { body, total }: Pick<Piece, 'body' | 'total'>): Promise<string> {
    this.checkLength(total);
    this.sweep();
    const name = `incoming-${randomUUID()}`;
    this.busy.add(name);
    try {
      this.ledger.take(name, caller, total);
      await writeBody({ file: this.part(name), body, length: total, limits: this.limits });
      const digest = await digestOf(this.part(name));
      this.settle(caller, name, digest, total);
      return digest;
    } finally {
      rmSync(this.part(name), { force: true });
      this.ledger.free(name);
      this.busy.delete(name);
    }
  }

  /** Where a whole file lies; it is kept for a while from now on. @throws CollapsarError NOT_FOUND */
  use(digest: string): string {
    const file = this.whole(digest);
    const state = this.state(digest);
    if (!state.isComplete) throw new CollapsarError('NOT_FOUND', `There is no whole file ${digest} here, but ${state.received} bytes of it; send it first.`, { details: { type: 'Upload', ...state } });
    utimesSync(file, new Date(), new Date());
    return file;
  }

  /** Removes what nobody went on with or used for long. */
  sweep(now = Date.now()): void {
    for (const { name: file } of filesIn(this.folder)) {
      const name = file.replace(/\.(part|owner)$/, '');
      if (this.busy.has(name)) continue;
      const at = statSync(path.join(this.folder, file), { throwIfNoEntry: false })?.mtimeMs ?? now;
      if (now - at <= (existsSync(this.whole(name)) ? this.limits.keptMs : this.limits.partialMs)) continue;
      if (file.endsWith('.owner') && this.state(name).received > 0) continue; // goes with its file
      if (removed(path.join(this.folder, file))) this.ledger.free(name);
    }
  }

  private async append(caller: string, digest: string, { body, offset, total, length }: Piece): Promise<UploadState> {
    const { received } = this.state(digest);
    if (offset !== received) throw conflict(`The piece begins at byte ${offset}, but ${received} bytes are here; go on from there.`, { received, isComplete: false });
    const told = this.ledger.bytesOf(digest);
    if (told !== undefined && told !== total) throw rejected('LENGTH_MISMATCH', `The file was said to have ${told} bytes, and now ${total}; send it from its beginning once that is an hour ago.`);
    this.ledger.take(digest, caller, total);
    await writeBody({ file: this.part(digest), body, length, limits: this.limits });
    if (offset + length < total) return this.state(digest);
    const found = await digestOf(this.part(digest));
    if (found !== digest) {
      this.drop(digest);
      throw rejected('DIGEST_MISMATCH', `The file that came has the sha256 ${found}, expected ${digest}; send it again from its beginning.`);
    }
    renameSync(this.part(digest), this.whole(digest));
    await syncFolder(this.folder);
    return this.state(digest);
  }

  /** Gives a whole file its name, unless the same content is here already. */
  private settle(caller: string, name: string, digest: string, total: number): void {
    if (this.state(digest).isComplete || this.busy.has(digest)) return void this.keepOne(name, digest);
    this.ledger.free(name);
    this.ledger.free(digest); // of a part that somebody began
    rmSync(this.part(digest), { force: true });
    this.ledger.take(digest, caller, total);
    renameSync(this.part(name), this.whole(digest));
  }

  /** While another request writes the same content, its part is not touched: the whole file simply comes first. */
  private keepOne(name: string, digest: string): void {
    if (!this.state(digest).isComplete) renameSync(this.part(name), this.whole(digest));
  }

  private drop(digest: string): void {
    rmSync(this.part(digest), { force: true });
    this.ledger.free(digest);
  }

  private checkLength(total: number): void {
    const { fileBytes } = this.limits;
    if (total > fileBytes) throw new CollapsarError('PAYLOAD_TOO_LARGE', `The file has ${total} bytes, more than the ${fileBytes} of one upload; save fewer samples.`, { details: { limitBytes: fileBytes, rule: 'FILE' } });
    if (total === 0) throw rejected('LENGTH_MISMATCH', 'The file is empty; send a .npz or .safetensors file.');
  }

  private whole(name: string): string {
    return path.join(this.folder, name);
  }

  private part(name: string): string {
    return path.join(this.folder, `${name}.part`);
  }
}

function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null;
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** The new name itself is on the disk only when the folder is; not every system can open one. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const conflict = (message: string, { received }: UploadState) => new CollapsarError('CONFLICT', message, { details: { rule: 'OFFSET', received } });

const rejected = (rule: string, message: string) => new CollapsarError('UPLOAD_REJECTED', message, { details: { rule, member: null } });

/** What else lies in the folder is none of ours; a folder that cannot be read has nothing to sweep. */
function filesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  } catch {
    return [];
  }
}

/** A file that cannot be removed today stays until the next sweep: it must not end the server. */
function removed(file: string): boolean {
  try {
    rmSync(file, { force: true });
    return true;
  } catch {
    return false;
  }
}
