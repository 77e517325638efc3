/** @file Under which terms each data set lets its derivatives be used. */
import type { Manifest } from '../../models/pack/manifest';
import type { DatasetName } from '../data/datasets';

interface DatasetLicence {
  /** The data, and what is derived from it, may not be redistributed. */
  readonly isRestricted: boolean;
  readonly text: Manifest['licence'];
}

const ACKNOWLEDGEMENT =
  'F. Maxwell Harper and Joseph A. Konstan. 2015. The MovieLens Datasets: History and Context. ' +
  'ACM Transactions on Interactive Intelligent Systems 5, 4: 19:1–19:19. ' +
  'https://doi.org/10.1145/2827872. MovieLens and GroupLens do not endorse this project.';

const shareable = (url: string): DatasetLicence => ({
  isRestricted: false,
  text: {
    name: 'MovieLens terms: research use, same conditions, no commercial use without permission',
    url,
    acknowledgement: ACKNOWLEDGEMENT,
  },
});

const restricted = (url: string): DatasetLicence => ({
  isRestricted: true,
  text: {
    name: 'MovieLens terms: benchmarks only, not to be redistributed without separate permission',
    url,
    acknowledgement: ACKNOWLEDGEMENT,
  },
});

const README = 'https://files.grouplens.org/datasets/movielens/';

export const LICENCES: Readonly<Record<DatasetName, DatasetLicence>> = {
  'ml-latest': shareable(`${README}ml-latest-README.html`),
  'ml-latest-small': shareable(`${README}ml-latest-small-README.html`),
  'ml-32m': shareable(`${README}ml-32m-README.html`),
  'ml-1m': restricted(`${README}ml-1m-README.txt`),
  'ml-100k': restricted(`${README}ml-100k-README.txt`),
};
