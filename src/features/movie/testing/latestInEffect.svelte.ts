/** @file A {@link Latest} outside a component, for tests. */
import type { Outcome } from '../../../state/contract';
import { Latest } from '../latest.svelte';

export function asked<T>(ask: (time: number) => Promise<Outcome<T>>): {
  readonly latest: Latest<T>;
  readonly askAgain: () => void;
  readonly stop: () => void;
} {
  let times = $state(0);
  let latest: Latest<T> | undefined;
  const stop = $effect.root(() => {
    latest = new Latest(() => ask(times));
  });
  if (latest === undefined) throw new Error('The effect did not run.');
  return { latest, askAgain: () => (times += 1), stop };
}
