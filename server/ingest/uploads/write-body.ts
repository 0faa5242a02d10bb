import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { CollapsarError } from '../../../prisma/errors.ts';
import type { UploadLimits } from './upload-limits.ts';

export interface BodyToWrite {
  /** what came before stays; made where there is none */
  file: string;
  body: Readable;
  /** how many bytes it is to have */
  length: number;
  limits: Pick<UploadLimits, 'requestMs' | 'idleMs'>;
}

/**
 * Appends a body to a file, and returns when it is on the disk. What came before a broken connection or a deadline stays there, so that the
 * sender can go on.
 *
 * @throws CollapsarError UPLOAD_REJECTED (LENGTH_MISMATCH) for more or fewer bytes than told, DEADLINE_EXCEEDED for a sender that is too slow
 */
export async function writeBody({ file, body, length, limits }: BodyToWrite): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  const clock = new Deadline(body, limits);
  try {
    let written = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      written += chunk.length;
      if (written > length) throw mismatch(`more than the ${length} bytes that were told`);
      await handle.writeFile(chunk);
      clock.turn();
    }
    if (written < length) throw mismatch(`${written} of ${length} bytes`);
  } finally {
    clock.stop();
    await handle.sync().catch(() => {}); // a full disk has said so already
    await handle.close();
  }
}

/** Destroys a body that takes too long altogether, or that is silent for too long. */
class Deadline {
  private readonly last: NodeJS.Timeout;
  private readonly silence: NodeJS.Timeout;

  constructor(body: Readable, { requestMs, idleMs }: BodyToWrite['limits']) {
    const cut = (ms: number) => () => void body.destroy(new CollapsarError('DEADLINE_EXCEEDED', `The upload took too long (${ms} ms); go on from where it stopped.`, { details: { timeoutMs: ms } }));
    this.last = setTimeout(cut(requestMs), requestMs);
    this.silence = setTimeout(cut(idleMs), idleMs);
  }

  turn(): void {
    this.silence.refresh();
  }

  stop(): void {
    clearTimeout(this.last);
    clearTimeout(this.silence);
  }
}

const mismatch = (what: string) => new CollapsarError('UPLOAD_REJECTED', `The request brought ${what}; send the file again.`, { details: { rule: 'LENGTH_MISMATCH', member: null } });
