import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { Outcome } from '../../state/contract';
import { asked } from './testing/inEffect.svelte';

const done = <T>(value: T): Outcome<T> => ({ status: 'done', value });
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('an older answer that comes late does not take the place of a newer one', async () => {
  const answers: ((outcome: Outcome<string>) => void)[] = [];
  const { latest, askAgain, stop } = asked(
    () => new Promise<Outcome<string>>((resolve) => answers.push(resolve)),
  );
  flushSync();
  askAgain();
  flushSync();
  answers[1](done('new'));
  answers[0](done('old'));
  await settled();
  expect(latest.value).toBe('new');
  stop();
});

test('the old answer stays while a new one is worked out, and when that is dropped', async () => {
  const outcomes: Outcome<string>[] = [done('first'), { status: 'dropped' }];
  const { latest, askAgain, stop } = asked(() =>
    Promise.resolve(outcomes.shift() ?? { status: 'dropped' }),
  );
  await settled();
  askAgain();
  flushSync();
  expect(latest.value).toBe('first');
  await settled();
  expect(latest.value).toBe('first');
  expect(latest.problem).toBeNull();
  stop();
});

test('a failure is told, and forgotten with the next answer', async () => {
  const problem = {
    code: 'unknown-movie',
    message: 'Unknown.',
    action: 'Choose another.',
  } as const;
  const outcomes: Outcome<string>[] = [{ status: 'failed', problem }, done('fine')];
  const { latest, askAgain, stop } = asked(() =>
    Promise.resolve(outcomes.shift() ?? { status: 'dropped' }),
  );
  await settled();
  expect(latest.problem).toEqual(problem);
  askAgain();
  flushSync();
  await settled();
  expect(latest.problem).toBeNull();
  expect(latest.value).toBe('fine');
  stop();
});
