import type { IconName } from '../frame/Icon.tsx';
import { bytes } from '../formats/bytes.ts';
import { count } from '../formats/numbers.ts';
import type { Problem } from '../graphql/problem.ts';
import { epochOf, type ImportFile } from './files.ts';
import { shapeText } from './found-array.ts';

export interface FileModel {
  name: string;
  size: string;
  icon: IconName;
  tone?: 'bad' | 'good';
  /** how far it is, in words */
  state: string;
  /** 0 to 1 while something grows, else null */
  progress: number | null;
  problem: Problem | null;
  /** "features 50 000 × 512 float32" */
  arrays: string[];
  /** what was recorded of it: "train: C 10, p 512, N 50 000" */
  sizes: string[];
  /** whether its epoch can still be changed */
  isOpen: boolean;
  /** why it cannot be recorded yet */
  epochError: string | null;
}

/** A file as its card shows it. */
export function prepareFile(one: ImportFile): FileModel {
  const { file, stage, arrays } = one;
  const isOpen = stage.is !== 'recorded' && stage.is !== 'recording';
  return {
    name: file.name,
    size: bytes(file.size),
    ...stateOf(one),
    problem: 'problem' in stage ? stage.problem : null,
    arrays: (arrays ?? []).map(({ name, shape, type }) => `${name} ${shapeText(shape, count)} ${type}`),
    sizes: stage.is === 'recorded' ? stage.snapshots.map(({ split, classes, features, samples }) => `${split.toLowerCase()}: C ${count(classes)}, p ${count(features)}, N ${count(samples)}`) : [],
    isOpen,
    epochError: isOpen && epochOf(one) === null ? 'a whole number from 1' : null,
  };
}

function stateOf({ file, stage }: ImportFile): Pick<FileModel, 'icon' | 'tone' | 'state' | 'progress'> {
  const part = (done: number) => (file.size === 0 ? 0 : done / file.size);
  switch (stage.is) {
    case 'waiting':
      return { icon: 'queued', state: 'waits', progress: null };
    case 'hashing':
      return { icon: 'running', state: 'reading', progress: part(stage.bytes) };
    case 'sending':
      return { icon: 'running', state: `sending, ${bytes(stage.bytes)}`, progress: part(stage.bytes) };
    case 'sent':
      return { icon: 'check', state: 'sent, not recorded yet', progress: null };
    case 'recording':
      return { icon: 'running', state: 'measuring', progress: null };
    case 'recorded':
      return { icon: 'check', tone: 'good', state: stage.snapshots.some(({ isNew }) => isNew) ? `recorded as epoch ${stage.epoch}` : `epoch ${stage.epoch} was there already`, progress: null };
    default:
      return { icon: 'cross', tone: 'bad', state: stage.is === 'refused' ? 'refused' : 'not sent', progress: null };
  }
}
