'use client';
import { useComputedColorScheme } from '@mantine/core';
import { useCallback, useEffect, useRef } from 'react';
import { tokenColours } from '../charts/token-colours.ts';
import { paint } from './paint.ts';
import type { Player } from './player.ts';
import { type Shape, type Size, TOKENS } from './shapes.ts';

/**
 * A canvas that is drawn at each move of the player and after each render, at most once a screen refresh; no move goes through React.
 * `draw` is asked with the size in pixels of the page. Gives the canvas's ref, and a way to have it drawn for any other reason.
 */
export function useCanvas(player: Player, draw: (size: Size) => readonly Shape[]) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  latest.current = draw;
  const ask = useRef(() => {});
  const scheme = useComputedColorScheme('light');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme changes what the tokens stand for
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const colours = tokenColours(element, TOKENS);
    const font = getComputedStyle(document.body).fontFamily;
    let asked = 0;
    const drawNow = () => {
      asked = 0;
      const size = sizeOf(element, context);
      if (size.width > 0) paint(context, latest.current(size), size, colours, font);
    };
    ask.current = () => {
      if (asked === 0) asked = requestAnimationFrame(drawNow);
    };
    const observer = new ResizeObserver(ask.current);
    observer.observe(element);
    const leave = player.subscribe(ask.current);
    return () => {
      leave();
      observer.disconnect();
      cancelAnimationFrame(asked);
    };
  }, [player, scheme]);
  useEffect(() => ask.current());
  return { canvas, redraw: useCallback(() => ask.current(), []) };
}

/** As many pixels as the screen has there, and a context that counts in pixels of the page. */
function sizeOf(element: HTMLCanvasElement, context: CanvasRenderingContext2D): Size {
  const density = window.devicePixelRatio || 1;
  const size = { width: element.clientWidth, height: element.clientHeight };
  const [width, height] = [Math.round(size.width * density), Math.round(size.height * density)];
  if (element.width !== width || element.height !== height) {
    element.width = width;
    element.height = height;
  }
  context.setTransform(density, 0, 0, density, 0, 0);
  return size;
}
