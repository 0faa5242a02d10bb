'use client';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useWidth } from '../charts/use-width.ts';
import { EpochReadout } from './EpochReadout.tsx';
import type { GeometryRun } from './geometry-run.ts';
import { PlayButtons } from './PlayButtons.tsx';
import type { Player } from './player.ts';
import { timeTicks } from './time-scale.ts';
import { usePlayerState } from './use-player.ts';

/** Room at both ends of the line for the thumb. */
const EDGE = 10;

/** Epochs on a logarithmic line with the terminal phase: a slider, and what plays along it. */
export function Timeline({ player, run, spoken }: { player: Player; run: GeometryRun; spoken: string }) {
  return (
    <section className="panel player" aria-label="Time">
      <PlayButtons player={player} />
      <Track player={player} phase={run.terminalPhaseEpoch} spoken={spoken} />
      <EpochReadout player={player} run={run} />
    </section>
  );
}

function Track({ player, phase, spoken }: { player: Player; phase: number | null; spoken: string }) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const input = useRef<HTMLInputElement>(null);
  const thumb = useRef<SVGCircleElement>(null);
  const last = usePlayerState(player, (of) => of.stops.at(-1)!, 0);
  useEffect(() => {
    const follow = () => {
      if (input.current) input.current.value = String(player.place);
      thumb.current?.setAttribute('cx', String(EDGE + player.place * (width - 2 * EDGE)));
    };
    follow();
    return player.subscribe(follow);
  }, [player, width]);
  return (
    <div ref={ref} className="track">
      <input
        ref={input}
        type="range"
        min={0}
        max={1}
        step="any"
        defaultValue={player.place}
        aria-label="Epoch"
        aria-valuetext={spoken}
        onInput={(event) => player.drag(Number(event.currentTarget.value))}
        onPointerUp={() => player.settle()}
        onKeyDown={(event) => steer(event, player)}
      />
      {width > 0 && <Ruler key={last} player={player} phase={phase} width={width} />}
      <svg className="thumb-layer" width={width} height="50" aria-hidden="true">
        <circle ref={thumb} className="thumb" cx={EDGE} cy="22" r="7" />
      </svg>
    </div>
  );
}

function Ruler({ player, phase, width }: { player: Player; phase: number | null; width: number }) {
  const { stops, scale } = player;
  const x = (epoch: number) => EDGE + scale.place(epoch) * (width - 2 * EDGE);
  const [first, last] = [stops[0]!, stops.at(-1)!];
  const ticks = useMemo(() => timeTicks(first, last, 34 / Math.max(1, width)), [first, last, width]);
  const isPhaseSeen = phase !== null && phase >= first && phase <= last;
  const isLate = isPhaseSeen && x(phase) > width - 130;
  return (
    <svg className="ruler" width={width} height="50" aria-hidden="true">
      {isPhaseSeen && <rect className="phase-shade" x={x(phase)} y="14" width={Math.max(0, x(last) - x(phase))} height="18" />}
      <path className="ruler-line" d={`M${x(first)},22H${x(last)}`} />
      {stops.map((stop) => (
        <path key={stop} className="ruler-stop" d={`M${x(stop)},20v4`} />
      ))}
      {ticks.map((tick) => (
        <g key={tick}>
          <path className="ruler-line" d={`M${x(tick)},22v7`} />
          <text x={x(tick)} y="45" textAnchor={tick === first && stops.length > 1 ? 'start' : tick === last && stops.length > 1 ? 'end' : 'middle'}>
            {tick}
          </text>
        </g>
      ))}
      {isPhaseSeen && (
        <>
          <path className="phase-rule" d={`M${x(phase)},0V32`} />
          <text className="phase-label" x={x(phase) + (isLate ? -6 : 6)} y="9" textAnchor={isLate ? 'end' : 'start'}>
            terminal phase, {phase}
          </text>
        </>
      )}
    </svg>
  );
}

const KEYS: Record<string, (player: Player, isLarge: boolean) => void> = {
  ArrowLeft: (player, isLarge) => player.step(isLarge ? -10 : -1),
  ArrowDown: (player, isLarge) => player.step(isLarge ? -10 : -1),
  ArrowRight: (player, isLarge) => player.step(isLarge ? 10 : 1),
  ArrowUp: (player, isLarge) => player.step(isLarge ? 10 : 1),
  PageDown: (player) => player.step(-10),
  PageUp: (player) => player.step(10),
  Home: (player) => player.goTo(player.stops[0]!),
  End: (player) => player.goTo(player.stops.at(-1)!),
  ' ': (player) => player.toggle(),
};

/** The keys of a slider go from one measured epoch to the next. */
function steer(event: KeyboardEvent, player: Player): void {
  const act = KEYS[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act(player, event.shiftKey);
}
