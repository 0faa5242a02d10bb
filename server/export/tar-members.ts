import { once } from 'node:events';
import { pack } from 'tar-stream';

/** The bytes of a tar file with these members, without a date, an owner or a mode of anybody's: the same members give the same bytes. */
export async function* tarMembers(members: AsyncIterable<{ name: string; bytes: Uint8Array }>): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const filling = fill(tar, members);
  filling.catch((error) => tar.destroy(error));
  try {
    for await (const piece of tar) yield piece as Uint8Array;
  } finally {
    tar.destroy();
  }
  await filling;
}

async function fill(tar: ReturnType<typeof pack>, members: AsyncIterable<{ name: string; bytes: Uint8Array }>): Promise<void> {
  for await (const { name, bytes } of members) {
    // as a stream: given at once, a member would be taken whole however slowly the archive is read
    const entry = tar.entry({ name, size: bytes.length, mtime: new Date(0), mode: 0o644 });
    const written = once(entry, 'close');
    entry.end(bytes);
    await written;
    if (tar.destroyed) return;
  }
  tar.finalize();
}
