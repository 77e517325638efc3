/** @file Loads and pools the data sets that a command names. */
import { toInteractions } from '../../models/dataset/interactions';
import type { Interactions, MovieRecord } from '../../models/dataset/columns';
import { poolDatasets } from '../../models/dataset/pool';
import { formatBytes } from '../cli/format';
import { stageProgress } from '../cli/stageProgress';
import { resolveDataset } from '../data/datasetFolder';
import type { DatasetName } from '../data/datasets';
import { loadDataset } from '../data/loadDataset';

export interface TrainingData {
  readonly interactions: Interactions;
  /** `[M]` MovieLens ids of the rated movies, ascending: the row order of every tensor. */
  readonly movieIds: Int32Array;
  /** Every movie of the catalogue, rated or not. */
  readonly movies: readonly MovieRecord[];
  readonly datasets: readonly {
    readonly name: string;
    readonly ratings: number;
    readonly users: number;
    readonly movies: number;
  }[];
}

/**
 * Reads the data sets, pools them by movie id and groups the ratings by person.
 *
 * @param from folder that holds the sets; default: the cache of `npm run data`
 */
export async function loadTrainingData(
  names: readonly DatasetName[],
  from: string | undefined,
  signal: AbortSignal,
): Promise<TrainingData> {
  const loaded = [];
  for (const name of names) {
    const folder = await resolveDataset(name, from);
    const reading = stageProgress(`Reading ${name}`, formatBytes);
    const { dataset } = await loadDataset(name, folder, {
      onProgress: (...step) => reading.onStep(...step),
      signal,
    });
    reading.finish();
    loaded.push(dataset);
  }
  const { dataset: pooled } = poolDatasets(loaded);
  const movieIds = Int32Array.from(new Set(pooled.ratings.movieId)).sort();
  return {
    interactions: toInteractions(pooled.ratings, movieIds).interactions,
    movieIds,
    movies: pooled.movies,
    datasets: loaded.map(({ name, ratings, movies }) => ({
      name,
      ratings: ratings.userId.length,
      users: new Set(ratings.userId).size,
      movies: movies.length,
    })),
  };
}
