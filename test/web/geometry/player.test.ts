import { describe, expect, test, vi } from 'vitest';
import { Player } from '../../../web/geometry/player.ts';

const STOPS = [1, 10, 100];

describe('standing', () => {
  test('it opens at the last measured epoch, or at the measured one nearest to that in the address', () => {
    expect(new Player(STOPS, null).epoch).toBe(100);
    expect(new Player(STOPS, 12).epoch).toBe(10);
  });

  test('steps go from one measured epoch to the next and end at the ends', () => {
    const player = new Player(STOPS, 1);
    player.step(1);
    expect(player.epoch).toBe(10);
    player.step(10);
    expect(player.epoch).toBe(100);
    player.step(-10);
    expect(player.epoch).toBe(1);
  });

  test('dragged it is between measured epochs; let go, at the nearest', () => {
    const player = new Player(STOPS, 1);
    player.drag(0.3);
    expect(player.isAtStop).toBe(false);
    expect(player.epoch).toBeCloseTo(10 ** 0.6, 12);
    player.settle();
    expect(player.epoch).toBe(10);
    expect(player.isAtStop).toBe(true);
  });
});

describe('playing', () => {
  test('the whole line takes nine seconds, twice as fast half of them', () => {
    const player = new Player(STOPS, 1);
    player.toggle();
    player.advance(4_500);
    expect(player.place).toBeCloseTo(0.5, 12);
    player.setSpeed(2);
    player.advance(1_125);
    expect(player.place).toBeCloseTo(0.75, 12);
  });

  test('it stops at the end; played from there it begins anew', () => {
    const player = new Player(STOPS, null);
    player.toggle();
    expect(player.epoch).toBe(1);
    player.advance(20_000);
    expect([player.isPlaying, player.epoch]).toEqual([false, 100]);
  });

  test('in a loop it goes on from the start', () => {
    const player = new Player(STOPS, 1);
    player.setLooping(true);
    player.toggle();
    player.advance(9_000 + 900);
    expect(player.isPlaying).toBe(true);
    expect(player.place).toBeCloseTo(0.1, 12);
  });

  test('paused it comes to stand at a measured epoch', () => {
    const player = new Player(STOPS, 1);
    player.toggle();
    player.advance(4_000);
    player.toggle();
    expect([player.isPlaying, player.epoch]).toEqual([false, 10]);
  });

  test('one measured epoch alone is nothing to play', () => {
    const player = new Player([5], null);
    player.toggle();
    expect(player.isPlaying).toBe(false);
  });
});

test('where nothing may move, playing goes from still to still and is never between two', () => {
  const player = new Player(STOPS, 1);
  player.setStops(STOPS, STOPS);
  player.toggle();
  const seen: number[] = [];
  for (let ms = 0; ms < 6_000; ms += 100) {
    player.advance(100);
    expect(player.isAtStop).toBe(true);
    if (seen.at(-1) !== player.epoch) seen.push(player.epoch);
  }
  expect(seen).toEqual([1, 10, 100]);
  expect(player.isPlaying).toBe(false);
});

describe('while the run trains', () => {
  test('who looks at the newest epoch sees the next one, who looks at another keeps it', () => {
    const newest = new Player(STOPS, null);
    newest.setStops([...STOPS, 110], null);
    expect(newest.epoch).toBe(110);
    const early = new Player(STOPS, 10);
    early.setStops([...STOPS, 110], null);
    expect(early.epoch).toBe(10);
  });

  test('listeners hear each move until they leave', () => {
    const player = new Player(STOPS, 1);
    const heard = vi.fn();
    const leave = player.subscribe(heard);
    player.step(1);
    leave();
    player.step(1);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
