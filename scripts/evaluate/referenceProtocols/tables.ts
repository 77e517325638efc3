/** @file What P4 shows besides its measurements: the documents' figures, and cross weights. */
import type { SystemState } from '../../../models/baselines/system';
import * as v from 'valibot';
import { decimal, markdownTable } from '../../cli/markdownTable';
import type { Measurement } from '../report';
import type { CrossWeights } from '../studyReport';
import { DOCUMENT_FIGURES, type DocumentFigure } from './documents';

/** Features are few; their names came from this program. */
const namesSchema = v.pipe(v.string(), v.parseJson(), v.array(v.string()));

/**
 * The documents' figures beside the replicas'. A figure of other data than ours is shown beside what
 * the replica reaches here; a replica that did not run has a dash.
 *
 * @param data names of the data sets that were measured on, as in a report
 */
export function documentTable(data: string, measurements: readonly Measurement[]): string {
  const rows = DOCUMENT_FIGURES.filter((figure) => isComparable(figure, data)).map((figure) => [
    figure.document,
    figure.model,
    `${figure.metric}, ${figure.level}`,
    decimal(figure.value),
    decimal(measurements.find((one) => isOfReplica(one, figure))?.value),
    figure.difference,
  ]);
  if (rows.length === 0) return '';
  const header = ['Document', 'Model', 'Figure', 'There', 'Here', 'Where they differ'];
  return markdownTable(header, rows);
}

/** Norms of the blocks of a cross layer; nothing of a system without one. */
export function crossWeightsOf(system: string, { features, norms }: SystemState): CrossWeights[] {
  if (!features) return [];
  const names = v.parse(namesSchema, new TextDecoder().decode(features as Uint8Array));
  const rowOf = (i: number): number[] =>
    Array.from(norms.subarray(i * names.length, (i + 1) * names.length));
  return [{ system, features: names, norms: names.map((_, i) => rowOf(i)) }];
}

function isComparable({ data }: DocumentFigure, measured: string): boolean {
  return data === measured || data === 'other';
}

function isOfReplica(
  { system, metric, level }: Measurement,
  { replica, ...figure }: DocumentFigure,
): boolean {
  return system === replica && metric === figure.metric && level === figure.level;
}
