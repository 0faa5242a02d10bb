'use client';
import { useMemo, useRef } from 'react';
import { drawnOnce } from '../export/drawn-once.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { coordinatesTable } from './coordinates-table.ts';
import { extentOf } from './extent.ts';
import { Keys } from './Keys.tsx';
import { type Motion, momentAt } from './motion.ts';
import { planeScene } from './plane-scene.ts';
import type { Player } from './player.ts';
import { Still } from './Still.tsx';
import { useCanvas } from './use-canvas.ts';

interface PlanePanelProps {
  motion: Motion;
  player: Player;
  caption: string;
}

/** Three classes on the plane of their simplex. */
export function PlanePanel({ motion, player, caption }: PlanePanelProps) {
  const panel = useRef<HTMLElement>(null);
  const extent = useMemo(() => extentOf(motion), [motion]);
  const moment = () => momentAt(motion.frames, player.epoch, player.scale.place);
  const { canvas } = useCanvas(player, (size) => {
    const now = moment();
    return now ? planeScene(motion, now, extent, size) : [];
  });
  const names = motion.classes.map((c) => motion.names[c]!);
  const title = motion.classes.length === 3 ? 'Three classes' : 'Two classes';
  const drawing = () => {
    const [place, element, now] = [panel.current, canvas.current, moment()];
    if (!place || !element || !now) return null;
    const size = { width: element.clientWidth, height: element.clientHeight };
    return drawnOnce(place, <Still shapes={planeScene(motion, now, extent, size)} size={size} />);
  };
  return (
    <article ref={panel} className="panel" aria-labelledby="plane-heading">
      <header>
        <h2 id="plane-heading">{title}</h2>
        <span className="fig no-phone">{motion.classes.length === 3 ? 'on the plane of their simplex' : 'on the line between them'}</span>
        <span className="grow" />
        <span className="fig">Fig. 1</span>
        <ExportMenu title={`${title}, epoch ${player.stop}`} caption={`${names.join(', ')}. ${caption}`} drawing={drawing} table={() => coordinatesTable(motion, moment()!)} />
      </header>
      <canvas ref={canvas} className="stage-canvas" role="img" aria-label={`Class means, classifiers and examples of ${names.join(', ')} on the plane of their simplex. The numbers can be saved by Export.`} />
      <Keys
        classes={motion.classes}
        names={motion.names}
        hasExamples={motion.frames.some((frame) => frame.examples !== null)}
        hasClassifiers={motion.frames.some((frame) => frame.classifiers !== null)}
      />
    </article>
  );
}
