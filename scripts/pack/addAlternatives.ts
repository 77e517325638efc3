/** @file Trains reference systems and adds them to a pack that lies in a folder. */
import type { SystemState, TrainOptions } from '../../models/baselines/system';
import type { AlternativeKind } from '../../models/pack/alternativeSchema';
import { encodeAlternative } from '../../models/pack/alternatives';
import type { Manifest } from '../../models/pack/manifest';
import { chosenSettings } from '../evaluate/tuned';
import { ALTERNATIVE_NAMES, type Alternative } from './alternatives';
import { addArtefact, type Artefact } from './artefacts';
import { changePack } from './changePack';
import { requireSamePeople, type PackPeople } from './packPeople';
import { readPack } from './readPack';

export interface AddOptions {
  readonly signal?: AbortSignal;
  readonly onStep?: (
    title: string,
    ...step: Parameters<NonNullable<TrainOptions['onStep']>>
  ) => void;
}

/** An entry as it is written; the manifest's schema checks it. */
interface Draft {
  readonly name: string;
  readonly title: string;
  readonly kind: AlternativeKind;
  readonly file: string;
  readonly settings: unknown;
  readonly tensors: ReturnType<typeof encodeAlternative>['tensors'];
}

/**
 * Trains systems on all people, with the seed of the pack, and writes each beside the other files. A
 * system that the pack already has is replaced. The pack keeps its version: no answer of its own
 * changes.
 *
 * @param systems by name
 * @throws Failure `pack.other-people` when the people rated other movies than the pack has
 */
export async function addAlternatives(
  folder: string,
  systems: Readonly<Record<string, Alternative>>,
  { set, movieIds }: PackPeople,
  { signal, onStep }: AddOptions = {},
): Promise<Manifest> {
  const pack = await readPack(folder);
  requireSamePeople(pack, movieIds);
  const artefacts = new Map<string, Artefact>();
  const drafts: Draft[] = [];
  for (const [name, alternative] of Object.entries(systems)) {
    const state = await alternative.recipe.train(set, {
      seed: pack.manifest.seed,
      signal,
      onStep: (...step) => onStep?.(alternative.title, ...step),
    });
    drafts.push(draftOf(name, alternative, state, movieIds.length, artefacts));
  }
  return writeAlternatives(folder, pack.manifest, drafts, artefacts);
}

function draftOf(
  name: string,
  { title, kind, recipe }: Alternative,
  state: SystemState,
  movieCount: number,
  artefacts: Map<string, Artefact>,
): Draft {
  const { bytes, tensors } = encodeAlternative(kind, state, movieCount);
  const file = addArtefact(artefacts, `system-${name}`, bytes, 'later');
  const settings = chosenSettings(recipe, state) ?? recipe.settings;
  return { name, title, kind, file, settings, tensors };
}

function writeAlternatives(
  folder: string,
  manifest: Manifest,
  drafts: readonly Draft[],
  artefacts: ReadonlyMap<string, Artefact>,
): Promise<Manifest> {
  const earlier = manifest.alternatives ?? [];
  const isReplaced = (name: string): boolean => drafts.some((draft) => draft.name === name);
  const kept = earlier.filter(({ name }) => !isReplaced(name));
  const rank = ({ name }: { name: string }): number => ALTERNATIVE_NAMES.indexOf(name);
  return changePack(folder, manifest, {
    parts: { alternatives: [...kept, ...drafts].sort((a, b) => rank(a) - rank(b)) },
    artefacts,
    replaced: earlier.filter(({ name }) => isReplaced(name)).map(({ file }) => file),
    changesAnswers: false,
  });
}
