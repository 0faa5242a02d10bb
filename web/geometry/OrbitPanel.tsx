'use client';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { drawnOnce } from '../export/drawn-once.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { coordinatesTable } from './coordinates-table.ts';
import { extentOf } from './extent.ts';
import { type Motion, momentAt } from './motion.ts';
import { orbitScene } from './orbit-scene.ts';
import type { Player } from './player.ts';
import { axesText, classesText } from './prepare-words.ts';
import { Still } from './Still.tsx';
import { TurnButtons } from './TurnButtons.tsx';
import { useCanvas } from './use-canvas.ts';
import { useDragTurn } from './use-drag-turn.ts';
import { PLAIN_TURN, type Turn, turned } from './view.ts';

interface OrbitPanelProps {
  motion: Motion;
  player: Player;
  caption: string;
  turn: Turn;
  onTurn: (turn: Turn) => void;
}

const STEP = 5;
const KEYS: Record<string, readonly [number, number]> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

/** All classes on their three principal directions, to be turned by pointer, arrow keys or buttons. */
export function OrbitPanel({ motion, player, caption, turn, onTurn }: OrbitPanelProps) {
  const panel = useRef<HTMLElement>(null);
  // turned sixty times a second while dragged: the address and React hear of it when it stands
  const current = useRef(turn);
  useEffect(() => {
    current.current = turn;
  }, [turn]);
  const extent = useMemo(() => extentOf(motion), [motion]);
  const moment = () => momentAt(motion.frames, player.epoch, player.scale.place);
  const { canvas, redraw } = useCanvas(player, (size) => {
    const now = moment();
    return now ? orbitScene(motion, now, extent, size, current.current) : [];
  });
  const turnTo = (next: Turn) => {
    current.current = next;
    redraw();
  };
  const turnBy = (right: number, down: number) => {
    turnTo(turned(current.current, right, down));
    onTurn(current.current);
  };
  const reset = () => {
    turnTo(PLAIN_TURN);
    onTurn(PLAIN_TURN);
  };
  const drag = useDragTurn(current, turnTo, onTurn);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = KEYS[event.key];
    if (by) turnBy(by[0], by[1]);
    else if (event.key === 'Home') reset();
    else return;
    event.preventDefault();
  };
  const drawing = () => {
    const [place, element, now] = [panel.current, canvas.current, moment()];
    if (!place || !element || !now) return null;
    const size = { width: element.clientWidth, height: element.clientHeight };
    return drawnOnce(place, <Still shapes={orbitScene(motion, now, extent, size, current.current)} size={size} />);
  };
  const title = classesText(motion);
  return (
    <article ref={panel} className="panel" aria-labelledby="orbit-heading">
      <header>
        <h2 id="orbit-heading">{title}</h2>
        <span className="fig no-phone">drag to turn</span>
        <span className="grow" />
        <TurnButtons onTurn={turnBy} onReset={reset} />
        <ExportMenu title={`${title}, epoch ${player.stop}`} caption={`${axesText(motion)}. ${caption}`} drawing={drawing} table={() => coordinatesTable(motion, moment()!)} />
      </header>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has no picture in it */}
      <div
        className="orbit"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys turn it
        tabIndex={0}
        aria-label={`${title} on their principal directions. Arrow keys turn, Home turns back.`}
        onKeyDown={onKeyDown}
        {...drag}
      >
        <canvas ref={canvas} className="stage-canvas" />
      </div>
      <p className="keys-row fig">{axesText(motion)}</p>
    </article>
  );
}
