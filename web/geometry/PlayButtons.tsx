'use client';
import { type Player, SPEEDS } from './player.ts';
import { usePlayerState } from './use-player.ts';

const SIGNS = { play: 'M5 3v10l8-5z', pause: 'M4.5 3h2.6v10H4.5zM9 3h2.6v10H9z' };

/** Play or pause, how fast, and whether over and over. */
export function PlayButtons({ player }: { player: Player }) {
  const isPlaying = usePlayerState(player, (of) => of.isPlaying, false);
  const isLooping = usePlayerState(player, (of) => of.isLooping, false);
  const speed = usePlayerState(player, (of) => of.speed, 1);
  const canPlay = usePlayerState(player, (of) => of.stops.length > 1, false);
  const next = SPEEDS[(SPEEDS.indexOf(speed as (typeof SPEEDS)[number]) + 1) % SPEEDS.length]!;
  return (
    <div className="row tight play-buttons">
      <button type="button" className="btn strong icon play" aria-label={isPlaying ? 'Pause' : 'Play'} title={isPlaying ? 'Pause (space)' : 'Play (space)'} disabled={!canPlay} onClick={() => player.toggle()}>
        <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
          <path className="f" d={isPlaying ? SIGNS.pause : SIGNS.play} />
        </svg>
      </button>
      <button type="button" className="btn" aria-label={`Speed ${speed}, change to ${next}`} onClick={() => player.setSpeed(next)}>
        {speed}×
      </button>
      <button type="button" className="btn loop" aria-pressed={isLooping} onClick={() => player.setLooping(!isLooping)}>
        Loop
      </button>
    </div>
  );
}
