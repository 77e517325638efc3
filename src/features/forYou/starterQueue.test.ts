import { SvelteSet } from 'svelte/reactivity';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Movie } from '../../domain/movie';
import { StarterQueue } from './starterQueue.svelte';

const movies: Movie[] = [1, 2, 3, 4, 5].map((id) => ({
  id,
  title: `Film ${id}`,
  alternateTitle: '',
  year: 1990,
  genres: [],
  imdbId: null,
  tmdbId: null,
  ratingCount: 10,
  ratingMean: 4,
  place: null,
}));
const LONG_ENOUGH_MS = 5000;

let settled: SvelteSet<number>;
let held: Set<number>;
let queue: StarterQueue;

const shown = () => queue.shown.map(({ id }) => id);
const rate = (movieId: number) => {
  settled.add(movieId);
  queue.rated(movieId);
};

beforeEach(() => {
  vi.useFakeTimers();
  settled = new SvelteSet();
  held = new Set();
  queue = new StarterQueue({
    movies: () => movies,
    isSettled: (movieId) => settled.has(movieId),
    isHeld: (movieId) => held.has(movieId),
    length: 3,
  });
});

afterEach(() => {
  queue.stop();
  vi.useRealTimers();
});

test('a rated film stays for a moment and then makes room for the next', () => {
  expect(shown()).toEqual([1, 2, 3]);
  rate(2);
  expect(shown()).toEqual([1, 2, 3]);
  vi.advanceTimersByTime(LONG_ENOUGH_MS);
  expect(shown()).toEqual([1, 3, 4]);
});

test('changing the rating starts the moment anew', () => {
  rate(1);
  vi.advanceTimersByTime(1000);
  queue.rated(1);
  vi.advanceTimersByTime(1000);
  expect(shown()).toContain(1);
});

test('a film does not go while the keyboard is on it', () => {
  held.add(1);
  rate(1);
  vi.advanceTimersByTime(LONG_ENOUGH_MS);
  expect(shown()).toContain(1);
  held.delete(1);
  vi.advanceTimersByTime(LONG_ENOUGH_MS);
  expect(shown()).not.toContain(1);
});

test('a film that was not seen goes at once', () => {
  queue.skip(1);
  expect(shown()).toEqual([2, 3, 4]);
});

test('a film that is rated somewhere else goes at once, and comes back when that is undone', () => {
  settled.add(3);
  expect(shown()).toEqual([1, 2, 4]);
  settled.delete(3);
  expect(shown()).toEqual([1, 2, 3]);
});

test('a rating that is undone keeps the film in the row', () => {
  rate(1);
  settled.delete(1);
  vi.advanceTimersByTime(LONG_ENOUGH_MS);
  expect(shown()).toEqual([1, 2, 3]);
});
