'use client';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { HeatMapLayout } from './heat-map-layout.ts';
import type { HeatMapModel } from './heat-map-model.ts';
import { tokenColours } from './token-colours.ts';

const STEPS = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8'] as const;

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
    element.height = Math.round(layout.side * density);
    context.scale(density, density);
    drawCells(context, model, layout, tokenColours(element, STEPS));
  }, [model, layout, scheme]);
  return <canvas ref={canvas} style={{ width: layout.side, height: layout.side, left: layout.left }} />;
}

function drawCells(context: CanvasRenderingContext2D, { steps, names, isDiagonalStruck }: HeatMapModel, { cell, gap, side }: HeatMapLayout, colours: Record<(typeof STEPS)[number], string>): void {
  const s = names.length;
  context.clearRect(0, 0, side, side);
  steps.forEach((step, i) => {
    const [row, column] = [Math.floor(i / s), i % s];
    if (step === null || (isDiagonalStruck && row === column)) return;
    context.fillStyle = colours[STEPS[step]!];
    context.fillRect(column * cell, row * cell, cell - gap, cell - gap);
  });
}
