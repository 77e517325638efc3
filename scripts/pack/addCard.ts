/** @file Adds a model card to a pack that lies in a folder. */
import { rankerWeightsOfPack } from '../../models/pack/assemble';
import { encodeCard } from '../../models/pack/card';
import type { Pack } from '../../models/pack/load';
import type { Manifest } from '../../models/pack/manifest';
import type { ModelCard } from '../../models/pack/modelCard';
import { crossBlockNorms } from '../../models/ranking/crossImportance';
import { columnsOf, FEATURE_GROUPS } from '../../models/ranking/featureNames';
import { Failure } from '../cli/failure';
import type { EvaluationReport } from '../evaluate/report';
import { addArtefact, type Artefact } from './artefacts';
import { cardEvaluation, cardImportance } from './cardFromReports';
import { cardLimits } from './cardLimits';
import { changePack } from './changePack';
import { readPack } from './readPack';

/** The columns of the single genres, which stand apart from those of the group. */
const SINGLE_GENRES = 'each genre';
const NORM_DIGITS = 4;

/**
 * Writes a model card beside the other files. A card that the pack already has is replaced. The pack
 * keeps its version: no answer changes.
 *
 * @throws Failure `pack.other-data` when no result is about the data that the pack was trained on
 */
export async function addCard(
  folder: string,
  reports: readonly EvaluationReport[],
): Promise<Manifest> {
  const pack = await readPack(folder);
  const { manifest } = pack;
  const artefacts = new Map<string, Artefact>();
  const file = addArtefact(artefacts, 'card', encodeCard(modelCard(pack, reports)), 'later');
  return changePack(folder, manifest, {
    parts: { card: file },
    artefacts,
    replaced: [manifest.card],
    changesAnswers: false,
  });
}

function modelCard(pack: Pack, reports: readonly EvaluationReport[]): ModelCard {
  const trainedOn = pack.manifest.datasets.map(({ name }) => name).join('+');
  const own = reports.filter(({ data }) => data.name === trainedOn);
  if (own.length === 0) {
    throw new Failure(
      'pack.other-data',
      `The pack was trained on ${trainedOn}; the results are about ${reports.map(({ data }) => data.name).join(', ') || 'nothing'}.`,
      `Evaluate on ${trainedOn} first, and name its results too.`,
    );
  }
  const others = reports.filter(({ data }) => data.name !== trainedOn);
  const evaluations = [...own, ...others].map(cardEvaluation);
  const importance = cardImportance(own[0]);
  return {
    cardVersion: 1,
    evaluations,
    crosses: crossesOf(pack),
    ...(importance && { importance }),
    limits: cardLimits(pack, evaluations),
  };
}

function crossesOf(pack: Pack): ModelCard['crosses'] {
  const genres = pack.manifest.genreNames.length;
  const widths = [...FEATURE_GROUPS.map((group) => columnsOf(group, 0).length), genres];
  const norms = rankerWeightsOfPack(pack).cross.map(({ kernel }) =>
    crossBlockNorms(kernel, widths).map((row) =>
      row.map((norm) => Number(norm.toFixed(NORM_DIGITS))),
    ),
  );
  return { features: [...FEATURE_GROUPS, SINGLE_GENRES], norms };
}
