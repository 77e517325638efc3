/** @file The tables of P4 that are not made of measurements alone, in Markdown. */
import type { SystemState } from '../../../models/baselines/system';
import * as v from 'valibot';
import { decimal, markdownTable } from '../../cli/markdownTable';
import type { Measurement } from '../report';
import { crossWeightsTable as tableOfNorms } from '../studyTables';
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

/** Norms of the blocks of a cross layer, the larger the stronger the interaction. */
export function crossWeightsTable(title: string, { features, norms }: SystemState): string {
  if (!features) return '';
  const names = v.parse(namesSchema, new TextDecoder().decode(features as Uint8Array));
  return tableOfNorms(title, names, (i, j) => norms[i * names.length + j]);
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
