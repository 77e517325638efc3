/** @file The model in use, in words: what it was trained on, and how that went. */
import type { PackSummary } from '../../state/contract';
import { counted, formatBytes, formatCount } from '../../ui/units';
import { dataName } from '../model/words';
import type { Fact } from './storageFacts';

const HASH_SHOWN = 12;

export function modelFacts(summary: PackSummary): readonly Fact[] {
  const { movieCount, blocks } = summary;
  const dimensions = blocks.reduce((sum, block) => sum + block.dimensions, 0);
  return [
    {
      name: 'Pack',
      value: `${summary.name}, version ${summary.version.slice(0, HASH_SHOWN)}`,
      meaning: `${formatBytes(summary.bytes)}. The version is a hash of its content, checked each time it is loaded.`,
    },
    {
      name: 'Trained on',
      value: summary.datasets.map(({ name }) => dataName(name)).join(' and '),
      meaning: `${formatCount(summary.ratingCount)} ratings by ${formatCount(summary.userCount)} people.`,
    },
    {
      name: 'Films',
      value: `${formatCount(movieCount.rated)} of ${formatCount(movieCount.all)}`,
      meaning: 'So many have enough ratings to learn from; the others are known by name.',
    },
    {
      name: 'Each film, and you',
      value: counted(dimensions, 'number'),
      meaning: 'A place in one space, where films lie near the people who love them.',
    },
  ];
}

/** `In 8 passes over the ratings the loss fell from 1.26 to 0.38` */
export function trainingInWords({ training }: PackSummary): string {
  const first = training.lossCurve.at(0);
  const last = training.lossCurve.at(-1);
  if (first === undefined || last === undefined)
    return 'This pack does not say how it was trained.';
  const passes = counted(training.lossCurve.length, 'pass', 'passes');
  return `In ${passes} over the ratings the loss fell from ${first.toFixed(2)} to ${last.toFixed(2)}`;
}
