import { createContext } from 'react';
import type { Pin } from './pins.ts';

/** The notes of a page, as its charts need them. */
export interface Notes {
  /** whether notes are being read and written: then a click on a line begins one */
  isOpen: boolean;
  pinsOf: (chart: string) => readonly Pin[];
  open: (id: string) => void;
  /** at an x of a chart, on one of its lines or on none */
  begin: (chart: string, place: NotePlace) => void | Promise<void>;
}

export interface NotePlace {
  x: number;
  /** null: no line in particular */
  lineId: string | null;
  /** the run behind the line that was pointed at; left out where the line is of one */
  traceId?: string | null;
}

/** Null on pages without notes. */
export const NotesContext = createContext<Notes | null>(null);
