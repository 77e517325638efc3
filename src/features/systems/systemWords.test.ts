import { expect, test } from 'vitest';
import type { AlternativeSummary } from '../../state/contract';
import { failureInWords, systemSentence } from './systemWords';

const KINDS: readonly AlternativeSummary['kind'][] = [
  'popularity',
  'ials',
  'als',
  'content',
  'towers',
];
const system = { name: 'ials', title: 'iALS', kind: 'ials', bytes: 1 } as const;

test('every kind of system has a sentence of its own', () => {
  const sentences = KINDS.map((kind) => systemSentence({ ...system, kind }));
  expect(new Set(sentences).size).toBe(KINDS.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

test('a failure names the system, who makes the lists, and what to do', () => {
  const worker = { message: 'A file is missing.', action: 'Tell the host.' };
  const offline = failureInWords({ system, problem: { code: 'offline', ...worker } });
  expect(offline.message).toContain('iALS is not on this device yet');
  expect(offline.message).toContain('Kinora’s');
  expect(offline.action).toContain('Connect to the internet');
  const missing = failureInWords({ system, problem: { code: 'pack-missing', ...worker } });
  expect(missing.message).toContain('iALS could not be loaded');
  expect(missing.action).toBe('A file is missing. Tell the host.');
});
