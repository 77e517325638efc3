/** @file Loads and pools the data sets that a command names. */
import { toInteractions } from '../../models/dataset/interactions';
import type { Dataset, Interactions, MovieRecord } from '../../models/dataset/columns';
import { poolDatasets, type Pool } from '../../models/dataset/pool';
import { resolveDataset } from '../data/datasetFolder';
import type { DatasetName } from '../data/datasets';
import { loadExtras, rowsOfPeople, type MovieExtras } from '../data/loadExtras';
import { loadNamed } from '../data/loadNamed';

export interface TrainingData {
  readonly interactions: Interactions;
  /** `[M]` MovieLens ids of the rated movies, ascending: the row order of every tensor. */
  readonly movieIds: Int32Array;
  /** Every movie of the catalogue, rated or not. */
  readonly movies: readonly MovieRecord[];
  /** Reads what else is known of the rated movies, `[M]`. */
  readonly loadExtras: () => Promise<readonly MovieExtras[]>;
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
  const { ratings, movies, datasets, users } = await readPool(names, from, signal);
  const movieIds = Int32Array.from(new Set(ratings.movieId)).sort();
  const { interactions, userIds } = toInteractions(ratings, movieIds);
  return {
    interactions,
    movieIds,
    movies,
    loadExtras: () => loadExtras(names, from, movieIds, rowsOfPeople(userIds, users)),
    datasets,
  };
}

/** Reads and pools the sets; a function of its own, so that their columns are gone when it returns. */
async function readPool(
  names: readonly DatasetName[],
  from: string | undefined,
  signal: AbortSignal,
): Promise<
  Pick<Dataset, 'ratings' | 'movies'> & Pick<TrainingData, 'datasets'> & Pick<Pool, 'users'>
> {
  const loaded: Dataset[] = [];
  for (const name of names) {
    loaded.push(await loadNamed(name, await resolveDataset(name, from), signal));
  }
  const { dataset, users } = poolDatasets(loaded);
  const datasets = loaded.map((dataset) => ({
    name: dataset.name,
    ratings: dataset.ratings.userId.length,
    users: new Set(dataset.ratings.userId).size,
    movies: dataset.movies.length,
  }));
  return { ratings: dataset.ratings, movies: dataset.movies, datasets, users };
}
