'use client';
import { useRef, useState } from 'react';

interface DropZoneProps {
  isEmpty: boolean;
  onFiles: (files: File[]) => void;
}

/** The place where files fall, and a button for those who do not drag. */
export function DropZone({ isEmpty, onFiles }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (list: FileList | null) => {
    if (list && list.length > 0) onFiles([...list]);
  };
  return (
    <section
      className={`panel drop-zone${isOver ? ' over' : ''}${isEmpty ? '' : ' small'}`}
      aria-label="Files"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <p className="drop-title">Drop .npz or .safetensors files here</p>
      <button type="button" className="btn" onClick={() => input.current?.click()}>
        Choose files
      </button>
      <input
        ref={input}
        type="file"
        multiple
        accept=".npz,.safetensors"
        hidden
        aria-label="Files to import"
        onChange={(event) => {
          take(event.target.files);
          event.target.value = ''; // the same file can be chosen again
        }}
      />
      {isEmpty && (
        <p className="label">
          One file an epoch: features [N, p] of the last layer in eval mode and labels [N], with weight [C, p] and bias [C] for NC3 and NC4; test_features and test_labels if there are. Up to 1 GiB
          each. They are measured here and never kept whole.
        </p>
      )}
    </section>
  );
}
