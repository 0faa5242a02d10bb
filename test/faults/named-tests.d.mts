import type { Fault } from './fault-table.ts';

interface EndedTest {
  titles: string[];
  state: string;
  seconds: number;
}
export function hasTitle(source: string, title: string): boolean;
export function inFull<F extends Pick<Fault, 'shownBy' | 'longer'>>(fault: F): F;
export function filterOf(faults: readonly Pick<Fault, 'shownBy'>[]): string;
export function titlePattern(title: string): RegExp;
export function outcomeOf(fault: Pick<Fault, 'shownBy'>, results: Map<string, EndedTest[]>): { state: 'passed' | 'failed' | 'missing'; seconds: number; notRun: string[] };
