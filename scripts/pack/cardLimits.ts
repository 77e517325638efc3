/** @file What a model cannot do, in sentences with its own figures. */
import type { Manifest } from '../../models/pack/manifest';
import type { CardEvaluation, CardSection } from '../../models/pack/modelCard';
import type { Pack } from '../../models/pack/load';
import type { ContentSource } from '../../models/towers/contentEncoderFeatures';
import { OURS } from './cardFromReports';

const PEOPLE_GROUPS = ['gender', 'age of the person'] as const;
const DECIMALS = 2;
/** Bands with fewer targets say nothing. */
const LEAST_TARGETS = 100;
/** As in running text. */
const PEOPLE: Readonly<Record<string, string>> = { F: 'women', M: 'men' };

/** @param evaluations that of the pack's own data first */
export function cardLimits(pack: Pack, evaluations: readonly CardEvaluation[]): string[] {
  const [own] = evaluations;
  return [
    ...dataLimits(pack),
    ...measurementLimits(own),
    ...bandLimit(own),
    ...evaluations.flatMap(peopleLimits),
  ];
}

function dataLimits({ manifest, catalogue }: Pack): string[] {
  const { counts } = manifest;
  const newest = catalogue.year.reduce((latest, year) => Math.max(latest, year), 0);
  const unrated = counts.all - counts.rated;
  return [
    `It learned from ${counted(counts.users)} people who chose to rate films on MovieLens, a site in English. Tastes that are rare there are served less well.`,
    `Its newest film is from ${newest}. It knows nothing that came later, and films of its last years have few ratings.`,
    ...(unrated > 0
      ? [
          `${counted(unrated)} of ${counted(counts.all)} films were rated by nobody in its data. They can be found and rated, but they are never recommended.`,
        ]
      : []),
    `It reads ${whatItReads(manifest)}. It has seen no film, and it does not know where a film can be watched.`,
  ];
}

function whatItReads({ content }: Manifest): string {
  if (!content) return 'ratings, years and genres';
  const sources = ['ratings', 'titles', 'years', 'genres', ...content.sources.map(nameOfSource)];
  return new Intl.ListFormat('en-GB').format(sources);
}

function nameOfSource(source: ContentSource): string {
  if (source === 'tags') return 'tags that people gave';
  return source === 'overview' ? 'plots' : source;
}

function measurementLimits({ folds, run }: CardEvaluation): string[] {
  return [
    'All figures come from ratings that people gave in the past. Whether a list makes anybody happier was not measured.',
    ...(run < folds
      ? [
          `Only ${run} of ${folds} folds of people were run, so the figures are rougher than they look.`,
        ]
      : []),
  ];
}

/** How much better well-known films are found than hidden ones. */
function bandLimit({ sections }: CardEvaluation): string[] {
  const bands = breakdown(sections, 'popularity of the movie', 'recall100');
  const told = bands?.filter(({ value, count }) => value !== 'unknown' && count >= LEAST_TARGETS);
  const first = told?.at(0);
  const last = told?.at(-1);
  if (!first || !last || first === last) return [];
  return [
    `Little-known films are found less often. Of the favourites hidden from it, ${share(first.mean)} of the best known came back among the first hundred films, and ${share(last.mean)} of the least known (${last.value}).`,
  ];
}

/** Between which groups of people the lists differ most. */
function peopleLimits({ data, sections }: CardEvaluation): string[] {
  return PEOPLE_GROUPS.flatMap((group) => {
    const known = breakdown(sections, group, 'ndcg100')?.filter(({ value }) => value !== 'unknown');
    if (!known || known.length < 2) return [];
    const ascending = known.toSorted((a, b) => a.mean - b.mean);
    const [worst, best] = [ascending[0], ascending[ascending.length - 1]];
    return [
      `On ${data.name}, which knows the ${group}, lists are best for ${PEOPLE[best.value] ?? best.value} (NDCG@100 ${best.mean.toFixed(DECIMALS)}) and least good for ${PEOPLE[worst.value] ?? worst.value} (${worst.mean.toFixed(DECIMALS)}).`,
    ];
  });
}

function breakdown(
  sections: readonly CardSection[],
  group: string,
  metric: string,
): { readonly value: string; readonly mean: number; readonly count: number }[] | null {
  const table = sections
    .find(({ protocol }) => protocol === 'P2')
    ?.breakdowns.find((candidate) => candidate.group === group && candidate.metric === metric);
  const row = table?.rows.find(({ system }) => system === OURS);
  if (!table || !row) return null;
  return table.values.flatMap((value, i) => {
    const mean = row.means[i];
    return mean === null ? [] : [{ value, mean, count: table.counts[i] }];
  });
}

function share(mean: number): string {
  return `${Math.round(mean * 100)}\u00a0%`;
}

function counted(count: number): string {
  return count.toLocaleString('en-US');
}
