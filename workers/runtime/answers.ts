/** @file What a pack holds, in the words of the contract. The arrays are copies: the page owns them. */
import type { CatalogueRows } from '../../models/pack/catalogue';
import type { Manifest } from '../../models/pack/manifest';
import type { ContextKind } from '../../models/towers/context';
import type { CatalogueColumns, Demographics, PackSummary, Problem } from '../recommender.api';

/** One tier of the catalogue for the page. */
export function catalogueColumns(
  rows: CatalogueRows,
  tier: CatalogueColumns['tier'],
  genreNames: readonly string[],
): CatalogueColumns {
  return {
    tier,
    movieId: rows.movieId.slice(),
    title: rows.title,
    alternateTitle: rows.alternateTitle,
    year: rows.year.slice(),
    genres: rows.genres.slice(),
    genreNames,
    imdbId: rows.imdbId.slice(),
    tmdbId: rows.tmdbId.slice(),
    ratingCount: rows.ratingCount.slice(),
    ratingMean: rows.ratingMean.slice(),
    x: rows.x.slice(),
    y: rows.y.slice(),
  };
}

/** The buffers of {@link catalogueColumns} that can be moved to the page instead of copied again. */
export function buffersOf(columns: CatalogueColumns): ArrayBufferLike[] {
  return Object.values(columns).flatMap((column: unknown) =>
    ArrayBuffer.isView(column) ? [column.buffer] : [],
  );
}

/** What the page shows about a pack. */
export function packSummary(manifest: Manifest, problem: Problem | null): PackSummary {
  const { counts, alternatives = [], files } = manifest;
  const bytesOf = (path: string): number => files[path].bytes;
  const later = new Set(alternatives.map(({ file }) => file));
  return {
    name: manifest.name,
    version: manifest.version,
    movieCount: { rated: counts.rated, all: counts.all },
    ratingCount: counts.ratings,
    userCount: counts.users,
    datasets: manifest.datasets,
    seed: manifest.seed,
    licence: manifest.licence,
    blocks: manifest.blocks.map(({ name, dimensions }) => ({ name, dimensions })),
    training: manifest.training,
    demographics: demographicsOf(manifest),
    alternatives: alternatives.map(({ name, title, kind, file }) => ({
      name,
      title,
      kind,
      bytes: bytesOf(file),
    })),
    bytes: Object.keys(files)
      .filter((path) => !later.has(path))
      .reduce((total, path) => total + bytesOf(path), 0),
    problem,
  };
}

/** The values that its context knows of people, but for the time at which they ask. */
function demographicsOf({ context }: Manifest): Demographics {
  const valuesOf = (kind: ContextKind): (string | number)[] =>
    (context?.values ?? []).flatMap((entry) => (entry.kind === kind ? [entry.value] : []));
  return {
    genders: valuesOf('gender').filter((value) => value === 'F' || value === 'M'),
    ageGroups: valuesOf('age').filter((value) => typeof value === 'number'),
    occupations: valuesOf('occupation').filter((value) => typeof value === 'string'),
  };
}
