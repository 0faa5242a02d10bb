'use client';
import { useEffect, useReducer, useRef } from 'react';
import { epochInName } from './epoch-in-name.ts';
import { type FileStage, filesAfter, type ImportFile } from './files.ts';
import { hashFile } from './hash-file.ts';
import { listArrays } from './list-arrays.ts';
import { problemIn, refusal } from './refusal.ts';
import { sendFile } from './send-file.ts';

const MOST_BYTES = 1024 ** 3;

/** Files that were chosen: each is read, hashed and sent, one after another, as soon as it is there. */
export function useFiles() {
  const [files, act] = useReducer(filesAfter, []);
  const keys = useRef(0);
  const aborts = useRef(new Map<number, AbortController>());
  const queue = useRef(Promise.resolve());
  useEffect(
    () => () => {
      for (const abort of aborts.current.values()) abort.abort();
    },
    [],
  );

  const setStage = (key: number, stage: FileStage) => act({ do: 'change', key, part: { stage } });
  const work = async ({ key, file }: ImportFile) => {
    const { signal } = aborts.current.get(key)!;
    if (signal.aborted) return;
    try {
      if (file.size > MOST_BYTES) throw refusal('PAYLOAD_TOO_LARGE', 'The file is larger than 1 GiB; save fewer samples.');
      if (file.size === 0) throw refusal('UPLOAD_REJECTED', 'The file is empty.');
      const digest = await hashFile(file, (bytes) => setStage(key, { is: 'hashing', bytes }), signal);
      await sendFile({ digest, file, signal, onBytes: (bytes) => setStage(key, { is: 'sending', bytes, digest }) });
      setStage(key, { is: 'sent', digest });
    } catch (error) {
      if (!signal.aborted) setStage(key, { is: 'failed', problem: problemIn(error) });
    }
  };

  const begin = (one: ImportFile) => {
    aborts.current.set(one.key, new AbortController());
    queue.current = queue.current.then(() => work(one));
  };
  const add = (chosen: readonly File[]) => {
    const added = chosen.map((file): ImportFile => ({ key: keys.current++, file, epoch: String(epochInName(file.name) ?? ''), arrays: null, stage: { is: 'waiting' } }));
    act({ do: 'add', files: added });
    for (const one of added) {
      void listArrays(one.file).then((arrays) => act({ do: 'change', key: one.key, part: { arrays } }));
      begin(one);
    }
  };
  const remove = (key: number) => {
    aborts.current.get(key)?.abort();
    act({ do: 'remove', key });
  };
  const again = (one: ImportFile) => {
    setStage(one.key, { is: 'waiting' });
    begin(one);
  };
  const setEpoch = (key: number, epoch: string) => act({ do: 'change', key, part: { epoch } });
  return { files, add, again, remove, setEpoch, setStage };
}
