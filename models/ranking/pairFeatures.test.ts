import { expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { createRandom } from '../dataset/random';
import { onEachBackend } from '../testing/backends';
import { exampleHistory, largestDifference } from '../testing/examples';
import { EXAMPLE_GENRES, exampleFacts, exampleModel } from '../testing/models';
import { createBlock, type Block } from '../towers/block';
import { foldInAll } from '../towers/closedForm';
import { personPosterior, predictStars } from '../towers/ratingBlockPosterior';
import { createSpace, itemTable, queryOf } from '../towers/space';
import { dotProducts } from '../towers/dotProducts';
import { featureSourceOf } from '../training/trainedModel';
import { featureNames } from './featureNames';
import { featureSource, pairFeatures, prepareUser, type FeatureSource } from './pairFeatures';
import { tasteProfile } from './profile';
import { rankSimilarities } from './similarities';

const MOVIES = 60;
const RATINGS = 12;
const LEAST_LENGTH = 1e-6;
const PICKED = [0, 7, 31, 59];
const NAMES = featureNames(EXAMPLE_GENRES);
const model = exampleModel({ movies: MOVIES, blocks: [6, 4] });
const source = featureSourceOf(model, exampleFacts(MOVIES));
const history = exampleHistory(MOVIES, RATINGS);
const nobody: History = { movies: new Int32Array(0), halfStars: [] };

async function rowsOf(
  from: FeatureSource,
  given: History,
  movies: readonly number[],
  user = foldInAll(from.space, given),
): Promise<number[][]> {
  const { features } = await pairFeatures(from, prepareUser(from, user, given), movies);
  return movies.map((_, i) => Array.from(features.slice(i * NAMES.length, (i + 1) * NAMES.length)));
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0);

function rowOf({ embedding, dimensions }: Block, movie: number): Float32Array {
  return embedding.slice(movie * dimensions, (movie + 1) * dimensions);
}

function cosineOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** The co-watch features, summed over the rated movies one by one. */
function naiveCoWatch(given: History, userBias: number, movie: number): Record<string, number> {
  const { directions, energy, dimensions, scale } = source.coWatch;
  const row = (m: number): Float32Array =>
    directions.subarray(m * dimensions, (m + 1) * dimensions);
  const score = (penalty: number, weightOf: (h: number) => number): number => {
    const pass = energy.map((value) => value / (value + penalty));
    const filtered = Array.from(pass, (f, k) => {
      const terms = Array.from(given.movies, (m, h) => (weightOf(h) * row(m)[k]) / scale[m]);
      return f * terms.reduce((sum, term) => sum + term, 0);
    });
    const own =
      1 -
      dot(
        pass,
        row(movie).map((value) => value ** 2),
      );
    return (
      (scale[movie] * dot(filtered, row(movie))) / (own * (Math.hypot(...filtered) + LEAST_LENGTH))
    );
  };
  const { mean, movieBias } = source.ratings;
  const watched = (): number => 1;
  return {
    'narrow co-watching': score(0.5, watched),
    'co-watching': score(6, watched),
    'broad co-watching': score(30, watched),
    'co-liking': score(
      0.5,
      (h) => given.halfStars[h] / 2 - mean - movieBias[given.movies[h]] - userBias,
    ),
  };
}

/** Every feature of a pair by its name, from the definitions. */
function naiveFeatures(given: History, movie: number): Record<string, number> {
  const { space, ratings, traits } = source;
  const n = given.movies.length;
  const [first] = space.blocks;
  const user = foldInAll(space, given);
  const item = itemTable(space).slice(movie * 11, (movie + 1) * 11);
  const query = queryOf(space, user, n);
  const posterior = personPosterior(ratings, given);
  const stars = predictStars(ratings, posterior, [movie]);
  const profile = tasteProfile(source, posterior, given);
  const cosines = Array.from(given.movies, (other) =>
    cosineOf(rowOf(first, movie), rowOf(first, other)),
  );
  const near = rankSimilarities(Float32Array.from(cosines), 1, given.halfStars);
  const genres = traits.genre.slice(movie * 3, (movie + 1) * 3);
  const era = traits.era[movie];
  const allRatings = source.ratingCount.reduce((sum, count) => sum + count, 0);
  const bias = ratings.movieBias[movie];
  return {
    retrieval: dot(query, item),
    'tower score': dot(query.slice(0, 10), item),
    cosine: cosineOf(user.slice(0, 6), rowOf(first, movie)),
    stars: stars.mean[0] - ratings.mean,
    taste: stars.mean[0] - ratings.mean - bias - posterior.mean[0],
    uncertainty: Math.sqrt(stars.variance[0]),
    'movie bias': bias,
    'nearest liked': near[0],
    'five nearest liked': near[1],
    'mean liked': near[2],
    'nearest disliked': near[3],
    'mean disliked': near[4],
    'nearest rated': near[5],
    'signed similarity': near[6],
    ...naiveCoWatch(given, posterior.mean[0], movie),
    'liked genres': dot(genres, profile.likedGenres),
    'watched genres': dot(genres, profile.watchedGenres),
    'genre deviation': dot(genres, profile.genreDeviation),
    era,
    'density of liked eras': profile.eraDensity(era),
    'distance of eras': Math.abs(era - profile.meanEra),
    'after newest': era - profile.newestEra,
    'after late': era - profile.lateEra,
    popularity: space.prior.popularity[movie] / 5,
    'log ratings': Math.log1p((100_000 * source.ratingCount[movie]) / allRatings) / 5,
    'log ratings given': profile.person[0],
    'user bias': profile.person[1],
    'spread of stars': profile.person[2],
    'popularity watched': profile.person[3],
    'share liked': profile.person[4],
    'share disliked': profile.person[5],
    'mean era': profile.person[6],
    'spread of eras': profile.person[7],
    'genre Drama': genres[0],
    'genre Comedy': genres[1],
    'genre War': genres[2],
  };
}

/** Rows of a random orthogonal matrix, by Gram and Schmidt. */
function randomRotation(dimensions: number, seed: number): number[][] {
  const random = createRandom(seed);
  const axes: number[][] = [];
  while (axes.length < dimensions) {
    let row = Array.from({ length: dimensions }, () => random.normal());
    for (const axis of axes) {
      const share = dot(row, axis);
      row = row.map((x, i) => x - share * axis[i]);
    }
    const norm = Math.hypot(...row);
    axes.push(row.map((x) => x / norm));
  }
  return axes;
}

const turn = (rotation: readonly number[][], vector: ArrayLike<number>): number[] =>
  rotation.map((axis) => dot(axis, vector));

onEachBackend('the features of a pair', () => {
  it('are in each column what its name says', async () => {
    const rows = await rowsOf(source, history, PICKED);
    PICKED.forEach((movie, i) => {
      const expected = naiveFeatures(history, movie);
      expect(Object.keys(expected).sort()).toEqual([...NAMES].sort());
      NAMES.forEach((name, column) => {
        expect(rows[i][column], name).toBeCloseTo(expected[name], 4);
      });
    });
  });

  it('have the retrieval score as a column, and beside them', async () => {
    const user = foldInAll(source.space, history);
    const { features, retrieval } = await pairFeatures(
      source,
      prepareUser(source, user, history),
      PICKED,
    );
    const query = queryOf(source.space, user, RATINGS);
    const scores = dotProducts(itemTable(source.space), query);
    const column = NAMES.indexOf('retrieval');
    PICKED.forEach((movie, i) => {
      expect(retrieval[i]).toBeCloseTo(scores[movie], 5);
      expect(features[i * NAMES.length + column]).toBe(retrieval[i]);
    });
  });

  it('do not change when table and person are rotated together', async () => {
    const rotations = source.space.blocks.map(({ dimensions }, b) => randomRotation(dimensions, b));
    const blocks = source.space.blocks.map((block, b) => {
      const rows = Array.from({ length: MOVIES }, (_, m) => turn(rotations[b], rowOf(block, m)));
      const { name, weight, loss, dimensions } = block;
      return createBlock(name, weight, loss, Float32Array.from(rows.flat()), dimensions);
    });
    const user = foldInAll(source.space, history);
    const [before, after] = [user.slice(0, 6), user.slice(6)];
    const turned = Float32Array.from([...turn(rotations[0], before), ...turn(rotations[1], after)]);
    const space = createSpace(blocks, source.space.prior);
    const { ratings, coWatch, traits, ratingCount } = source;
    const elsewhere = featureSource({ space, ratings, coWatch, traits, ratingCount });
    const rows = await rowsOf(elsewhere, history, PICKED, turned);
    const expected = await rowsOf(source, history, PICKED, user);
    rows.forEach((row, i) => expect(largestDifference(row, expected[i])).toBeLessThan(1e-4));
    // The rotation did turn something.
    expect(largestDifference(turned, user)).toBeGreaterThan(0.01);
  });

  it('are finite for nobody, for a movie without an embedding, and for one who rated only that', async () => {
    const [block] = source.space.blocks;
    const embedding = block.embedding.slice().fill(0, 0, 6);
    const lacking = createBlock('null', 1, block.loss, embedding, 6);
    const space = createSpace([lacking], source.space.prior);
    const { ratings, coWatch, traits, ratingCount } = source;
    const from = featureSource({ space, ratings, coWatch, traits, ratingCount });
    const onlyThat: History = { movies: Int32Array.of(0), halfStars: [9] };
    for (const given of [nobody, history, onlyThat]) {
      const rows = await rowsOf(from, given, [0, 1]);
      expect(rows.flat().every(Number.isFinite)).toBe(true);
    }
  });

  it('know of somebody without ratings only the movie and the average person', async () => {
    const [row] = await rowsOf(source, nobody, [5]);
    const valueOf = (name: string): number => row[NAMES.indexOf(name)];
    for (const name of [
      'tower score',
      'cosine',
      'co-watching',
      'co-liking',
      'nearest liked',
      'signed similarity',
      'taste',
    ]) {
      expect(valueOf(name), name).toBeCloseTo(0, 6);
    }
    expect(valueOf('retrieval')).toBeCloseTo(0.5 * source.space.prior.popularity[5], 5);
    expect(valueOf('stars')).toBeCloseTo(source.ratings.movieBias[5], 5);
    expect(valueOf('share liked')).toBe(0.5);
  });
});
