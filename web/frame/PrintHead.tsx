'use client';
import { moment } from '../formats/times.ts';
import { usePrinting } from './use-printing.ts';

/** Stands on paper alone: where the page is to be found, and of when it is. */
export function PrintHead() {
  if (!usePrinting()) return null;
  return (
    <p className="print-head">
      <b>Collapsar</b>
      <span>{location.href}</span>
      <time>{moment(new Date().toISOString())}</time>
    </p>
  );
}
