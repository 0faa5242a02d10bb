'use client';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { HeatMapLayout } from './heat-map-layout.ts';
import { columnsOf, type HeatMapModel, scaleSteps } from './heat-map-model.ts';
import { tokenColours } from './token-colours.ts';

/** Thousands of cells as pixels: as SVG they would be thousands of elements. */
export function HeatMapCanvas({ model, layout }: { model: HeatMapModel; layout: HeatMapLayout }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme changes what the tokens stand for
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const density = window.devicePixelRatio || 1;
    element.width = Math.round(layout.side * density);
    element.height = Math.round(layout.cellHeight * model.names.length * density);
    context.scale(density, density);
    drawCells(context, model, layout, tokenColours(element, scaleSteps(model)));
  }, [model, layout, scheme]);
  return <canvas ref={canvas} style={{ width: layout.side, height: layout.cellHeight * model.names.length, left: layout.left }} />;
}

function drawCells(context: CanvasRenderingContext2D, model: HeatMapModel, { cell, cellHeight, gap, side }: HeatMapLayout, colours: Record<string, string>): void {
  const [s, tokens] = [columnsOf(model).length, scaleSteps(model)];
  context.clearRect(0, 0, side, cellHeight * model.names.length);
  model.steps.forEach((step, i) => {
    const [row, column] = [Math.floor(i / s), i % s];
    if (step === null || (model.isDiagonalStruck && row === column)) return;
    context.fillStyle = colours[tokens[step]!]!;
    context.fillRect(column * cell, row * cellHeight, cell - gap, cellHeight - gap);
  });
}
