/** @file What orders movies in the measurements of cold items, each as a score of every movie. */
import { contentRecipe } from '../../models/baselines/content';
import type { TrainingSet } from '../../models/baselines/system';
import type { History } from '../../models/dataset/columns';
import { likeCounts } from '../../models/dataset/counts';
import { LIKED_FROM_HALF_STARS } from '../../models/shapes';
import { createBlock } from '../../models/towers/block';
import { curveOf } from '../../models/towers/curve';
import { createSpace, standardized } from '../../models/towers/space';
import { alternate, initialState, type RowsSolver } from '../../models/training/alternate';
import type { LearnedTable } from '../../models/training/contentTraining';
import { scoresIn } from '../../models/training/scoresIn';

export interface Ranker {
  readonly name: string;
  /** `[M]`, the higher the better. */
  scores(history: History): ArrayLike<number> | Promise<ArrayLike<number>>;
}

/** The settings of the content-based reference system, without tags: of a new movie there are few. */
const CONTENT_BASELINE = {
  components: 50,
  textSources: ['title', 'overview', 'people'],
  textDimensions: 100,
  textWeight: 1,
  weight: 'deviation',
} as const;

/** The graded block, with the constants that were chosen for the pooled latest sets. */
const MODEL = {
  dimensions: 128,
  alternations: 8,
  targetCentre: 1,
  targetSlope: 0.8,
  unobservedWeight: 0.2,
  regularization: 0.0045,
  priorBoost: 6,
  priorHalfLife: 10,
  popularityWeight: 0.5,
  popularityHalfLife: 3,
};

/** Learns the movie embeddings of the graded block. */
export async function learnTable(
  { interactions }: TrainingSet,
  seed: number,
  solve: RowsSolver,
): Promise<LearnedTable> {
  const { dimensions, alternations } = MODEL;
  const config = { dimensions, alternations, seed, loss: MODEL };
  let state = initialState(interactions, config);
  for await (state of alternate(interactions, config, state, solve));
  return { embedding: Float32Array.from(state.movies), dimensions };
}

/** The two-tower space with these movie embeddings. */
export function spaceRanker(
  name: string,
  { embedding, dimensions }: LearnedTable,
  { interactions }: TrainingSet,
): Ranker {
  const { targetCentre, targetSlope, unobservedWeight, regularization } = MODEL;
  const unrated = unobservedWeight * interactions.movieCount;
  const loss = {
    targetCentre,
    targetSlope,
    unobservedWeight: curveOf(() => unobservedWeight),
    ridge: curveOf((n) => {
      const prior = 1 + MODEL.priorBoost / (1 + n / MODEL.priorHalfLife);
      return regularization * (n + unrated * prior);
    }),
  };
  const space = createSpace([createBlock(name, 1, loss, embedding, dimensions)], {
    weight: curveOf((n) => MODEL.popularityWeight / (1 + n / MODEL.popularityHalfLife)),
    popularity: standardized(likeCounts(interactions)),
  });
  return { name, scores: scoresIn(space) };
}

/** The same order for everybody. */
export function fixedRanker(name: string, scores: ArrayLike<number>): Ranker {
  return { name, scores: () => scores };
}

/** The document's content-based system. */
export async function contentBaseline(set: TrainingSet, seed: number): Promise<Ranker> {
  const recipe = contentRecipe(CONTENT_BASELINE, 'content baseline');
  const system = await recipe.open(await recipe.train(set, { seed }), set);
  return { name: recipe.name, scores: (history) => system.scores(history) };
}

/**
 * Popularity within genre: the mean, over the genres of a movie, of the likes of a known movie of
 * that genre; for each person, times the share of the genre's movies that they liked.
 *
 * @param isKnown `[M]` 1 for the movies whose likes are counted
 */
export function genrePopularity(set: TrainingSet, isKnown: Uint8Array): Ranker {
  const likes = likeCounts(set.interactions);
  const genres = [...new Set(set.movies.flatMap((movie) => movie.genres))].sort();
  const genresOf = set.movies.map((movie) => movie.genres.map((genre) => genres.indexOf(genre)));
  const meanLikes = genreMeans(genres.length, (add) => {
    isKnown.forEach((known, movie) => {
      if (known === 1) genresOf[movie].forEach((genre) => add(genre, likes[movie]));
    });
  });
  return {
    name: 'popularity within genre',
    scores: ({ movies, halfStars }) => {
      const taste = genreMeans(genres.length, (add) => {
        movies.forEach((movie, h) => {
          const liked = halfStars[h] >= LIKED_FROM_HALF_STARS ? 1 : 0;
          genresOf[movie].forEach((genre) => add(genre, liked));
        });
      });
      return Float64Array.from(genresOf, (list) =>
        list.length === 0
          ? 0
          : list.reduce((sum, genre) => sum + taste[genre] * meanLikes[genre], 0) / list.length,
      );
    },
  };
}

/** Mean of what is added to each genre, with one half added twice, so that no mean is of nothing. */
function genreMeans(
  genres: number,
  fill: (add: (genre: number, value: number) => void) => void,
): Float64Array {
  const sums = new Float64Array(genres).fill(1);
  const counts = new Float64Array(genres).fill(2);
  fill((genre, value) => {
    sums[genre] += value;
    counts[genre]++;
  });
  return sums.map((sum, genre) => sum / counts[genre]);
}
