import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { visit, type TestApp } from '../../state/testing/testApp';
import { inEffect } from './testing/inEffect.svelte';
import { MovieById } from './movieById.svelte';

/** The films of the test's pack: the first forty are rated, ten more are known by name. */
const RATED = 3;
const BY_NAME = 45;
const NOWHERE = 9999;

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

function look(app: TestApp, movieId: number): MovieById {
  const { value, stop } = inEffect(() => new MovieById(app.catalogue, movieId));
  stops.push(stop, app.stop);
  flushSync();
  return value;
}

test('a rated film is there as soon as the catalogue is', async () => {
  const found = look(visit(), RATED);
  expect(found.movie).toBeUndefined();
  expect(found.missing).toBe(false);
  await vi.waitFor(() => expect(found.movie?.title).toBe('Film 3'));
});

test('a film known by name only is found from a cold start', async () => {
  const found = look(visit(), BY_NAME);
  await vi.waitFor(() => expect(found.movie?.title).toBe('Film 45'));
  expect(found.movie?.ratingMean).toBeNull();
});

test('a film is missing only when every film is here', async () => {
  const app = visit();
  const found = look(app, NOWHERE);
  await vi.waitFor(() => expect(found.missing).toBe(true));
  expect(app.catalogue.complete).toBe(true);
});

test('when the second tier does not load, it says why, and can be asked to try again', async () => {
  const problem = { code: 'offline', message: 'No network.', action: 'Go online.' } as const;
  let broken = true;
  const good = visit();
  const app = visit({
    loadUnrated: async () => {
      if (broken) return { ok: false, problem };
      const outcome = await good.device.client.loadUnrated();
      if (outcome.status !== 'done') throw new Error(outcome.status);
      return { ok: true, value: outcome.value };
    },
  });
  stops.push(good.stop);
  await vi.waitFor(() => expect(good.device.phase).toBe('ready'));
  const found = look(app, BY_NAME);
  await vi.waitFor(() => expect(found.problem).toEqual(problem));
  expect(found.missing).toBe(false);
  broken = false;
  await found.look();
  expect(found.problem).toBeNull();
  expect(found.movie?.title).toBe('Film 45');
});
