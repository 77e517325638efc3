/** @file The table of P4 that is not made of measurements alone, in Markdown. */
import { decimal, markdownTable } from '../../cli/markdownTable';
import type { Measurement } from '../report';
import { DOCUMENT_FIGURES, type DocumentFigure } from './documents';

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

function isComparable({ data }: DocumentFigure, measured: string): boolean {
  return data === measured || data === 'other';
}

function isOfReplica(
  { system, metric, level }: Measurement,
  { replica, ...figure }: DocumentFigure,
): boolean {
  return system === replica && metric === figure.metric && level === figure.level;
}
