'use client';
import { memo, type MouseEvent, useMemo } from 'react';
import { extentOf } from './extent.ts';
import type { GeometryRun, SplitValues } from './geometry-run.ts';
import { type Frame, type Motion, momentAt } from './motion.ts';
import { planeScene } from './plane-scene.ts';
import type { Player } from './player.ts';
import { phaseWord, spreadAt } from './prepare-at-epoch.ts';
import { Still } from './Still.tsx';
import { stillEpochs, timeScale } from './time-scale.ts';
import { usePlayerState } from './use-player.ts';

const SIZE = { width: 92, height: 82 };

interface StillsProps {
  motion: Motion;
  player: Player;
  run: GeometryRun;
  values: SplitValues | null;
}

/** Six still frames of the plane from first to last: to be read beside one another, and to go to. */
export function Stills({ motion, player, run, values }: StillsProps) {
  const { terminalPhaseEpoch: phase } = run;
  const stop = usePlayerState(player, (of) => of.stop, 0);
  const stills = useMemo(() => {
    const epochs = motion.frames.map((frame) => frame.epoch);
    const chosen = stillEpochs(epochs, phase);
    return motion.frames.filter((frame) => chosen.includes(frame.epoch));
  }, [motion, phase]);
  return (
    <section className="film" aria-label="Still frames">
      {stills.map((frame) => (
        <button key={frame.epoch} type="button" aria-current={frame.epoch === stop} onMouseDown={keepFocus} onClick={() => player.goTo(frame.epoch)}>
          <SmallStill motion={motion} frame={frame} />
          <span>
            <b>Epoch {frame.epoch}</b>
            <span>NC1 {spreadAt(values, frame.epoch)}</span>
            <span>{phaseWord(frame.epoch, phase)}</span>
          </span>
        </button>
      ))}
    </section>
  );
}

/** A still that is clicked does not take the focus: the space bar goes on to play. Tab reaches it as ever. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

const SmallStill = memo(function SmallStill({ motion, frame }: { motion: Motion; frame: Frame }) {
  const moment = momentAt([frame], frame.epoch, timeScale(frame.epoch, frame.epoch).place)!;
  return <Still shapes={planeScene(motion, moment, extentOf(motion), SIZE, true)} size={SIZE} />;
});
