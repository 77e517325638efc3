/** @file Data sets for training and evaluation, by name and with a progress bar each. */
import type { Dataset } from '../../models/dataset/columns';
import { formatBytes } from '../cli/format';
import { stageProgress } from '../cli/stageProgress';
import type { DatasetName } from './datasets';
import { loadDataset } from './loadDataset';

/**
 * @param folder the data set's own, of `resolveDataset`
 * @throws a Failure when a file is missing or malformed
 */
export async function loadNamed(
  name: DatasetName,
  folder: string,
  signal: AbortSignal,
): Promise<Dataset> {
  const reading = stageProgress(`Reading ${name}`, formatBytes);
  const { dataset } = await loadDataset(name, folder, {
    onProgress: (...step) => reading.onStep(...step),
    signal,
  });
  reading.finish();
  return dataset;
}
