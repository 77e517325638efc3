/** @file Things that are made while a component is set up, made without one. */
import { Latest } from '../latest.svelte';
import type { Outcome } from '../../../state/contract';

export function inEffect<T>(make: () => T): { readonly value: T; readonly stop: () => void } {
  const made: T[] = [];
  const stop = $effect.root(() => {
    made.push(make());
  });
  return { value: made[0], stop };
}

/** A {@link Latest} whose question can be asked again; it is told how often it was asked before. */
export function asked<T>(ask: (time: number) => Promise<Outcome<T>>): {
  readonly latest: Latest<T>;
  readonly askAgain: () => void;
  readonly stop: () => void;
} {
  let times = $state(0);
  const { value: latest, stop } = inEffect(() => new Latest(() => ask(times)));
  return { latest, askAgain: () => (times += 1), stop };
}
