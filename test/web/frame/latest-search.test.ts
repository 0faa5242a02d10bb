import { beforeEach, expect, test } from 'vitest';
import { askSearch, latestSearch, settleSearch } from '../../../web/frame/latest-search.ts';

beforeEach(() => {
  settleSearch('/elsewhere', '');
  settleSearch('/runs/1', 'tab=geometry');
});

test('a second change begins from the first, though neither is drawn yet', () => {
  askSearch('?tab=geometry&turn=1,2');
  expect(latestSearch()).toBe(new URLSearchParams('tab=geometry&turn=1,2').toString());
});

test('the first change drawn late does not take the second back', () => {
  askSearch('?a=1');
  askSearch('?a=1&b=2');
  settleSearch('/runs/1', 'a=1');
  expect(latestSearch()).toBe('a=1&b=2');
  settleSearch('/runs/1', 'a=1&b=2');
  expect(latestSearch()).toBe('a=1&b=2');
});

test('another part of the page that hears of the same address takes nothing back', () => {
  askSearch('?a=1');
  settleSearch('/runs/1', 'tab=geometry');
  expect(latestSearch()).toBe('a=1');
});

test('after a link or the Back button a change begins from what is drawn', () => {
  askSearch('?a=1');
  settleSearch('/runs/1', 'b=2');
  expect(latestSearch()).toBe('b=2');
  askSearch('?b=3');
  settleSearch('/runs/2', 'b=2');
  expect(latestSearch()).toBe('b=2');
});

test('a change that only writes otherwise what is there is known again', () => {
  askSearch('?turn=-29%2c-14');
  settleSearch('/runs/1', 'turn=-29%2C-14');
  settleSearch('/runs/1', 'tab=geometry');
  expect(latestSearch()).toBe('tab=geometry');
});
