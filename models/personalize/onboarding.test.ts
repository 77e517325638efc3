import { describe, expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { createRandom } from '../dataset/random';
import { exampleBlock } from '../testing/examples';
import { fitFamiliarity } from './familiarityTraining';
import { familiarityFeatures, popularityLogOdds, seenProbability } from './familiarity';
import { Onboarding } from './onboarding';

const MOVIES = 90;
const block = exampleBlock(MOVIES, 6);
const audience = {
  ratingCount: Int32Array.from({ length: MOVIES }, (_, m) => 100 - m),
  people: 120,
};
const model = { plan: Int32Array.of(50, 3, 20), familiarity: [0, 1, 0, 0, 0] };
const rated = (...movies: number[]): History => ({
  movies: Int32Array.from(movies),
  halfStars: movies.map(() => 8),
});
const nobody = new Set<number>();

describe('asking somebody new', () => {
  const onboarding = new Onboarding(block, audience, model);

  it('follows the plan, leaving out what was asked or rated', () => {
    expect(onboarding.ask(rated(), nobody, 3)).toEqual([50, 3, 20]);
    expect(onboarding.ask(rated(20), new Set([50]), 1)).toEqual([3]);
  });

  it('goes on adaptively behind the plan, without asking anything twice', () => {
    const asked = onboarding.ask(rated(7), new Set([50, 60]), 30);
    expect(asked.slice(0, 2)).toEqual([3, 20]);
    expect(asked).toHaveLength(30);
    expect(new Set(asked).size).toBe(30);
    for (const movie of [7, 50, 60]) expect(asked).not.toContain(movie);
  });

  it('leaves the plan once there are as many answers as it has questions', () => {
    const answers = rated(1, 2, 4);
    expect(onboarding.ask(answers, nobody, 3)).not.toEqual([50, 3, 20]);
  });

  it('asks nothing where nothing was learned about asking, and still measures', () => {
    const silent = new Onboarding(block, audience, null);
    expect(silent.ask(rated(), nobody, 5)).toEqual([]);
    expect(silent.known(rated(1, 2))).toBe(onboarding.known(rated(1, 2)));
  });
});

describe('how well somebody is known', () => {
  const onboarding = new Onboarding(block, audience, model);

  it('is nothing without ratings, grows with each of them, and ends at one', () => {
    const order = createRandom(5).shuffle(Int32Array.from({ length: MOVIES }, (_, m) => m));
    const curve = Array.from(order, (_, n) => onboarding.known(rated(...order.subarray(0, n))));
    expect(curve[0]).toBe(0);
    for (let n = 1; n < 40; n++) expect(curve[n]).toBeGreaterThan(curve[n - 1]);
    expect(onboarding.known(rated(...order))).toBe(1);
  });

  it('does not depend on the stars', () => {
    const worst = { movies: Int32Array.of(1, 2), halfStars: [1, 1] };
    expect(onboarding.known(worst)).toBe(onboarding.known(rated(1, 2)));
  });
});

describe('what somebody has seen', () => {
  it('is told from popularity as often as it is so', () => {
    // Each movie was rated by its own share of people, at random: nothing else can be learned.
    const random = createRandom(8);
    const people = 300;
    const shareOf = (movie: number): number => 0.9 - (0.85 * movie) / MOVIES;
    const rows = Array.from({ length: people }, () =>
      Array.from({ length: MOVIES }, (_, m) => m).filter((m) => random.next() < shareOf(m)),
    );
    const offsets = new Int32Array(people + 1);
    rows.forEach((row, user) => (offsets[user + 1] = offsets[user] + row.length));
    const movies = Int32Array.from(rows.flat());
    const halfStars = new Uint8Array(movies.length).fill(8);
    const counts = new Int32Array(MOVIES);
    for (const movie of movies) counts[movie]++;
    const interactions = { userCount: people, movieCount: MOVIES, offsets, movies, halfStars };
    const familiarity = fitFamiliarity(block, interactions, 1);
    const told = Int32Array.of(5, 40, 80);
    const odds = popularityLogOdds(counts, told, people);
    told.forEach((movie, i) => {
      // Four fifths of what was seen can be named.
      const probability = seenProbability(familiarity, familiarityFeatures(odds[i], 0, 10, 10));
      expect(Math.abs(probability - 0.8 * shareOf(movie))).toBeLessThan(0.12);
    });
  });
});
