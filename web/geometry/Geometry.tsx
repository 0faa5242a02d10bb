'use client';
import { useMemo } from 'react';
import { Failure } from '../frame/Failure.tsx';
import { useShortcuts } from '../frame/shortcuts.ts';
import { useAddress } from '../frame/use-address.ts';
import type { Problem } from '../graphql/problem.ts';
import { AtThisEpoch } from './AtThisEpoch.tsx';
import { GeometrySkeleton } from './GeometrySkeleton.tsx';
import { GeometryTools } from './GeometryTools.tsx';
import type { GeometryRun } from './geometry-run.ts';
import type { Motion } from './motion.ts';
import { OrbitPanel } from './OrbitPanel.tsx';
import { PlanePanel } from './PlanePanel.tsx';
import type { Player } from './player.ts';
import { metricsAt } from './prepare-at-epoch.ts';
import { frameNotes } from './prepare-words.ts';
import { Stills } from './Stills.tsx';
import { Timeline } from './Timeline.tsx';
import { drawnClasses } from './use-cosines.ts';
import { type FramesReading, useFrames } from './use-frames.ts';
import { usePlayer, usePlayerKeys, usePlayerState, useStanding } from './use-player.ts';
import { useValues } from './use-values.ts';
import { epochAddress, type GeometryView, geometryViewOf, turnAddress } from './view.ts';

/** A layer of a run in motion: three classes, all classes, what the metrics say, the time line and still frames. */
export function Geometry({ run }: { run: GeometryRun }) {
  const { search, change } = useAddress();
  const view = useMemo(() => geometryViewOf(search, run), [search, run]);
  const plane = useFrames(run, view, view.classes, 2);
  const all = useFrames(run, view, drawnClasses(run.classCount), 3);
  const stops = useMemo(() => plane.motion?.frames.map((frame) => frame.epoch) ?? [], [plane.motion]);
  const player = usePlayer(stops, run.terminalPhaseEpoch, view.epoch);
  useStanding(player, (epoch, last) => change(epochAddress(epoch, last)));
  useShortcuts(usePlayerKeys(player));
  const names = (plane.motion ?? all.motion)?.names ?? null;
  return (
    <>
      <GeometryTools run={run} view={view} names={names} onChange={change} />
      {plane.motion && plane.problem && <Outdated problem={plane.problem} onAgain={plane.readAgain} />}
      {!plane.motion && plane.problem ? (
        <Absent problem={plane.problem} view={view} onAgain={plane.readAgain} />
      ) : !plane.motion ? (
        <GeometrySkeleton />
      ) : !player || stops.length === 0 ? (
        <NothingDrawn motion={plane.motion} />
      ) : (
        <Stage run={run} view={view} plane={plane.motion} all={all} player={player} onChange={change} />
      )}
    </>
  );
}

interface StageProps {
  run: GeometryRun;
  view: GeometryView;
  plane: Motion;
  all: FramesReading;
  player: Player;
  onChange: (changes: Record<string, string | null>) => void;
}

function Stage({ run, view, plane, all, player, onChange }: StageProps) {
  const values = useValues(run, view);
  const stop = usePlayerState(player, (of) => of.stop, 0);
  // the address changes with what is seen: it is read at each render
  const caption = `${run.caption} ${location.href}`;
  const spread = metricsAt(values, stop)[0]!.means!.text;
  return (
    <>
      <div className="stage">
        <PlanePanel motion={plane} player={player} caption={caption} />
        {all.motion && all.motion.frames.length > 0 ? (
          <OrbitPanel motion={all.motion} player={player} caption={caption} turn={view.turn} onTurn={(turn) => onChange(turnAddress(turn))} />
        ) : all.problem ? (
          <div className="panel">
            <Failure problem={all.problem} onAgain={all.readAgain} />
          </div>
        ) : all.motion ? (
          <NothingDrawn motion={all.motion} />
        ) : (
          <div className="panel skeleton" aria-busy="true" />
        )}
        <AtThisEpoch run={run} caption={caption} view={view} values={values} player={player} notes={(epoch) => frameNotes(plane, epoch)} onChange={onChange} />
      </div>
      <Timeline player={player} run={run} spoken={`epoch ${stop}, NC1 ${spread}`} />
      <Stills motion={plane} player={player} run={run} values={values} />
      <Conventions motion={plane} />
    </>
  );
}

function Conventions({ motion }: { motion: Motion }) {
  return (
    <details className="conventions">
      <summary>How this is drawn</summary>
      <ul>
        {motion.conventions.map((text) => (
          <li key={text}>{text}</li>
        ))}
        <li>Standing still, a measured epoch is shown. Between two measured epochs each vector moves straight from one to the other, evenly on the time line: that is interpolated, and said where it happens.</li>
      </ul>
    </details>
  );
}

function Outdated({ problem, onAgain }: { problem: Problem; onAgain: () => void }) {
  return (
    <div className="banner failure" role="alert">
      <span className="grow">
        <b>{problem.code}</b> {problem.sentence} What was read before still stands.
      </span>
      <button type="button" className="btn" onClick={onAgain}>
        Try again
      </button>
    </div>
  );
}

/** Nothing recorded is no failure: it says what will stand here. */
function Absent({ problem, view, onAgain }: { problem: Problem; view: GeometryView; onAgain: () => void }) {
  if (problem.code !== 'NOT_FOUND') {
    return (
      <div className="panel">
        <Failure problem={problem} onAgain={onAgain} />
      </div>
    );
  }
  return (
    <div className="panel state">
      <b>No geometry of {view.split} images yet</b>
      <p>Class means and classifiers stand here from the first measured epoch on. {problem.sentence}</p>
      <button type="button" className="btn" onClick={onAgain}>
        Look again
      </button>
    </div>
  );
}

function NothingDrawn({ motion }: { motion: Motion }) {
  return (
    <div className="panel state">
      <b>No epoch can be drawn</b>
      <p>{motion.missing[0]?.reason ?? 'No frame was given.'} Other classes, another split or another layer may have a geometry.</p>
    </div>
  );
}
