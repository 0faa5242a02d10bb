/** How a server stood what was beyond it: lines of a table. */
export interface Overloaded {
  lines: string[];
  /** what was neither answered nor refused as it should be, and of what nothing was refused */
  failures: string[];
}
