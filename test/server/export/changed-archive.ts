import { writeFileSync } from 'node:fs';
import { pack } from 'tar-stream';
import { expect } from 'vitest';
import { ArchiveFile } from '../../../server/export/archive-file.ts';
import { sha256Of } from './download.ts';

/** The archive in `file` unpacked, changed by `change`, and packed again as our writer does, into `target`. */
export async function changedArchive(file: string, target: string, change: (members: Map<string, Buffer>) => void): Promise<string> {
  const opened = await ArchiveFile.open(file);
  const members = new Map<string, Buffer>();
  for (const member of opened.names) members.set(member, await opened.read(member));
  await opened.close();
  change(members);
  const tar = pack();
  for (const [member, bytes] of members) tar.entry({ name: member }, bytes);
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of tar) pieces.push(piece);
  writeFileSync(target, Buffer.concat(pieces));
  return target;
}

/** Puts right what the manifest says of the members, so that only the change itself can be found. */
function sealed(members: Map<string, Buffer>): void {
  const manifest = JSON.parse(members.get('manifest.json')!.toString());
  for (const member of manifest.members) {
    const bytes = members.get(member.name)!;
    Object.assign(member, { bytes: bytes.length, sha256: sha256Of(bytes) });
  }
  members.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
}

/** Changes the text of a member, and what the manifest says of it. */
export function edit(members: Map<string, Buffer>, name: string, change: (text: string) => string): void {
  const before = members.get(name)!.toString();
  const after = change(before);
  expect(after).not.toBe(before);
  members.set(name, Buffer.from(after));
  sealed(members);
}
