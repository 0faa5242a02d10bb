import { describe, expect, test } from 'vitest';
import { bandPath } from '../../../web/charts/band-path.ts';
import { createHighlight, lineNear } from '../../../web/charts/highlight.ts';
import type { ChartModel, Line } from '../../../web/charts/model.ts';
import { layOut } from '../../../web/charts/plot-layout.ts';
import { prepareGroupChart } from '../../../web/comparison/prepare-group-chart.ts';
import { prepareScatter } from '../../../web/comparison/prepare-scatter.ts';
import { ERROR, NC1, curvesAnswer, exampleGroups, exampleView, summariesAnswer } from '../comparison/examples.ts';
import { createElement, expectPicture } from '../picture.ts';

const { Plot } = await import('../../../web/charts/Plot.tsx');
const { HighlightContext } = await import('../../../web/charts/highlight.ts');

const X = Array.from({ length: 20 }, (_, i) => 3 * i - 20);
const falling = (from: number, rate: number, factor = 1) => X.map((x) => factor * from * Math.exp(-(x + 20) / rate));
const answer = curvesAnswer(X, [
  { centre: falling(5, 20), low: falling(5, 20, 0.7), high: falling(5, 20, 1.4) },
  { centre: falling(8, 40), low: falling(8, 40, 0.8), high: falling(8, 40, 1.2) },
]);
const model = () => prepareGroupChart(NC1, answer, exampleGroups(), exampleView(), true).chart;
const size = { width: 420, height: 236, right: 100 };
const plot = (chart: ChartModel) => createElement(Plot, { model: chart, ...size });

describe('the picture of groups of runs', () => {
  test('has a line, a band and a mark for each, and their names in ink beside the mark', () => {
    expectPicture('groups-with-bands', plot(model()));
  });

  test('has the single runs of the group that is looked at, over a veil on the others', () => {
    const highlight = createHighlight();
    highlight.point('a1');
    expectPicture('group-looked-at', createElement(HighlightContext, { value: highlight }, plot(model())));
  });

  test('has small open marks where a run is interpolated', () => {
    const between = structuredClone(answer);
    between.groups![0]!.curves[0]!.measured = X.map((_, i) => (i % 3 === 0 ? 2 : 1));
    between.groups![1]!.curves[0]!.measured = X.map((_, i) => (i < 10 ? 1 : 2));
    expectPicture('groups-interpolated', plot(prepareGroupChart(NC1, between, exampleGroups(), exampleView(), true).chart));
  });

  test('is one of points with a line, its interval and what they say', () => {
    const summaries = summariesAnswer({ a1: { NC1: 0.02, ERROR: 0.18 }, a2: { NC1: 0.1, ERROR: 0.19 }, b1: { NC1: 0.3, ERROR: 0.21 }, b2: { NC1: 0.4, ERROR: 0.2 } });
    expectPicture('scatter', plot(prepareScatter(exampleGroups(), summaries, [NC1, ERROR], exampleView())!.chart));
  });
});

test('a band is broken where an end is missing, and cut off where a log axis ends', () => {
  const layout = { x: (value: number) => value, y: Math.log10, box: { left: 0, right: 9, top: -10, bottom: 7 } };
  const band = [1, 2, 3, 4, 5].map((x) => ({ x, low: x === 3 ? null : x === 5 ? -1 : 10, high: 100 }));
  expect(bandPath(band, layout)).toBe('M1,2L2,2L2,1L1,1zM4,2L5,2L5,7L4,1z');
});

test('the line looked at is the nearest above or below the pointer, if one is near', () => {
  const line = (id: string, y: number): Line => ({ id, label: id, colour: 's1', isDashed: false, mark: null, points: [{ x: 0, y, text: '' }, { x: 10, y, text: '' }] });
  const chart: ChartModel = { ...model(), x: { domain: [0, 10], ticks: [], title: '' }, y: { kind: 'linear', domain: [0, 10], hasRail: false, ticks: [], minorTicks: [], title: '' }, lines: [line('low', 2), line('high', 8)] };
  const layout = layOut(chart, size);
  const at = (x: number, y: number) => lineNear(chart, layout, layout.x(x), layout.y(y));
  expect([at(5, 2.2), at(5, 7.7), at(5, 5), at(10.5, 8)]).toEqual(['low', 'high', null, null]);
});
