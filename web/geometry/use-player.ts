'use client';
import { useReducedMotion } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { Player } from './player.ts';
import { stillEpochs } from './time-scale.ts';

const WRITE_MS = 300;

/** The player over the measured epochs, moved by the screen's refresh while it plays; null before there are any. */
export function usePlayer(stops: readonly number[], phase: number | null, epoch: number | null): Player | null {
  const isStill = useReducedMotion(false, { getInitialValueInEffect: false });
  const held = useRef<Player | null>(null);
  if (!held.current && stops.length > 0) held.current = new Player(stops, epoch);
  const player = held.current;
  const key = stops.join(',');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the stops, which are another array at each answer
  useEffect(() => {
    if (stops.length > 0) player?.setStops(stops, isStill ? stillEpochs(stops, phase) : null);
  }, [player, key, phase, isStill]);
  useRefresh(player);
  return player;
}

function useRefresh(player: Player | null): void {
  const isPlaying = usePlayerState(player, (of) => of.isPlaying, false);
  useEffect(() => {
    if (!player || !isPlaying) return;
    let before = performance.now();
    let asked = requestAnimationFrame(function next(now: number) {
      // a tab in the background is not refreshed: what it missed is not made up for
      player.advance(Math.min(100, Math.max(0, now - before)));
      before = now;
      if (player.isPlaying) asked = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(asked);
  }, [player, isPlaying]);
}

const NOTHING = () => () => {};

/** A number, text or truth about the player; the component is drawn anew only when that changes. */
export function usePlayerState<T extends string | number | boolean>(player: Player | null, read: (player: Player) => T, otherwise: T): T {
  const snapshot = () => (player ? read(player) : otherwise);
  return useSyncExternalStore(player?.subscribe ?? NOTHING, snapshot, () => otherwise);
}

/** Calls `write` with the measured epoch and the last one, a moment after the player has come to stand somewhere else. */
export function useStanding(player: Player | null, write: (epoch: number, last: number) => void): void {
  const latest = useRef(write);
  latest.current = write;
  const standing = usePlayerState(player, (of) => (of.isPlaying || !of.isAtStop ? -1 : of.stop), -1);
  const last = usePlayerState(player, (of) => of.stops.at(-1)!, -1);
  const written = useRef<number | null>(null);
  useEffect(() => {
    if (standing === -1) return;
    if (written.current === null) {
      // where it stood when the page opened is in the address already, or is as usual
      written.current = standing;
      return;
    }
    if (standing === written.current) return;
    const timer = setTimeout(() => {
      written.current = standing;
      latest.current(standing, last);
    }, WRITE_MS);
    return () => clearTimeout(timer);
  }, [standing, last]);
}

/** The single keys of a player. */
export function usePlayerKeys(player: Player | null) {
  const act = useCallback((does: (player: Player) => void) => () => player && does(player), [player]);
  return useMemo(
    () => [
      { key: ' ', does: 'Play or pause the geometry', act: act((of) => of.toggle()) },
      { key: ',', does: 'To the measured epoch before', act: act((of) => of.step(-1)) },
      { key: '.', does: 'To the next measured epoch', act: act((of) => of.step(1)) },
    ],
    [act],
  );
}
