/** @file The file of a model card: its schema, and how it is read from a pack. */
import * as v from 'valibot';
import { PackError } from './errors';
import { decodeFile } from './load';
import type { Manifest } from './manifest';
import type { CardEvaluation, CardImportance, CardSection, ModelCard } from './modelCard';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const figure = v.nullable(finite);
const name = v.string();

const sectionSchema: v.GenericSchema<unknown, CardSection> = v.object({
  protocol: v.picklist(['P1', 'P2', 'P3', 'P5', 'P6']),
  levels: v.array(name),
  figures: v.array(
    v.object({
      system: name,
      metric: name,
      values: v.array(figure),
      standardErrors: v.array(figure),
    }),
  ),
  comparisons: v.array(
    v.object({
      system: name,
      reference: name,
      metric: name,
      level: name,
      difference: finite,
      low: finite,
      high: finite,
    }),
  ),
  breakdowns: v.array(
    v.object({
      group: name,
      metric: name,
      values: v.array(name),
      counts: v.array(count),
      rows: v.array(v.object({ system: name, means: v.array(figure) })),
    }),
  ),
});

const evaluationSchema: v.GenericSchema<unknown, CardEvaluation> = v.object({
  command: name,
  data: v.object({ name, ratings: count, people: count, movies: count }),
  seed: finite,
  folds: count,
  run: count,
  resamples: count,
  systems: v.array(v.object({ name, title: name })),
  sections: v.array(sectionSchema),
});

const importanceSchema: v.GenericSchema<unknown, CardImportance> = v.object({
  metric: name,
  people: count,
  groups: v.array(v.object({ group: name, loss: finite, standardError: figure })),
});

const cardSchema: v.GenericSchema<unknown, ModelCard> = v.object({
  cardVersion: v.literal(1),
  evaluations: v.pipe(v.array(evaluationSchema), v.minLength(1)),
  crosses: v.object({ features: v.array(name), norms: v.array(v.array(v.array(finite))) }),
  importance: v.optional(importanceSchema),
  limits: v.array(name),
});

/** The bytes of a card before compression: the same card gives the same bytes. */
export function encodeCard(card: ModelCard): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(card));
}

/**
 * The card of a pack, or null where the pack has none.
 *
 * @param files verified bytes by path, the card's among them
 * @throws PackError `pack-missing` or `pack-malformed`
 */
export async function cardOfPack(
  manifest: Manifest,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<ModelCard | null> {
  if (manifest.card === undefined) return null;
  const text = new TextDecoder().decode(await decodeFile(manifest, manifest.card, files));
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), cardSchema), text);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue) ?? 'the top level';
  throw new PackError('pack-malformed', `The model card is wrong at ${where}: ${issue.message}`);
}
