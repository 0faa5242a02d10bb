import { linearDomain, logDomain } from './domains.ts';
import type { AxisKind, YAxis } from './model.ts';
import { linearTicks, logTicks } from './ticks.ts';

export interface YAxisInput {
  unit: 'share' | 'number';
  yTitle: string;
  axis: AxisKind;
  ideal: { at: number } | null;
}

/** A negative value has no place on a log axis: then the axis is linear, rather than the value left out. */
export function yAxis(input: YAxisInput, values: readonly number[]): YAxis {
  const isLog = input.axis === 'log' && values.every((value) => value >= 0);
  return isLog ? logAxis(input, values) : linearAxis(input, values);
}

function logAxis(input: YAxisInput, values: readonly number[]): YAxis {
  const domain = logDomain(values, input.unit === 'share' ? 1 : undefined);
  const ticks = input.unit === 'share' ? logTicks(domain, shareTick) : logTicks(domain);
  const hasRail = input.ideal?.at === 0 || values.includes(0);
  return { kind: 'log', domain, hasRail, ticks: ticks.major, minorTicks: ticks.minor, title: input.yTitle };
}

function linearAxis(input: YAxisInput, values: readonly number[]): YAxis {
  const domain = linearDomain([...values, ...(input.ideal ? [input.ideal.at] : [])], input.unit === 'share' ? 1 : undefined);
  const isShare = input.unit === 'share';
  const ticks = linearTicks(domain, isShare && domain[1] === 1 ? 5 : 4, isShare ? shareTick : undefined);
  return { kind: 'linear', domain, hasRail: false, ticks, minorTicks: [], title: input.yTitle };
}

/** 0.001 is "0.1 %": a tick is a round number, so it needs no digits of its own. */
export const shareTick = (value: number) => `${Number((100 * value).toPrecision(6))}\u202f%`;
