/** @file The table of P4 that is not made of measurements alone, in Markdown. */
import { decimal, markdownTable } from '../../cli/markdownTable';
import type { Measurement } from '../report';
import { DOCUMENT_FIGURES, type DocumentFigure } from './documents';

const SOFTMAX_TEXT =
  'The documents train their towers with the in-batch softmax of TensorFlow Recommenders, uncorrected. Popular movies are negatives more often, so that what is learned is p(movie | person) / p(movie): popularity drops out of the order, the more so the larger the batch and the longer the training. The row “ID two-tower, log-q” is the same model with the correction (Yi et al. 2019). Where a document’s lists are far better than the replica’s, its towers have kept more popularity than ours; the batch, layers and passes that would tell why are not given.';

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
  return `${markdownTable(header, rows)}\n\n${SOFTMAX_TEXT}`;
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
