import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { blankEntry, type Entry } from '../db/entry';
import { EntryView } from './entryView.svelte';

function rated(movieId: number, halfStars: number, updatedAt: number): Entry {
  return { ...blankEntry(movieId), halfStars, ratedAt: updatedAt, updatedAt };
}

describe('a change that is being written', () => {
  it('is shown at once, and stays when a live query answers from before its commit', () => {
    const view = new EntryView();
    view.adopt([rated(1, 4, 1)]);
    view.begin(1, { halfStars: 9, ratedAt: 2 }, 2);
    expect(view.get(1)?.halfStars).toBe(9);
    view.adopt([rated(1, 4, 1)]);
    expect(view.get(1)?.halfStars).toBe(9);
    view.end(1, rated(1, 9, 2));
    view.adopt([rated(1, 9, 2), rated(2, 5, 3)]);
    expect(view.all().map(({ halfStars }) => halfStars)).toEqual([9, 5]);
  });

  it('to a film that another is written for too is decided by the last one', () => {
    const view = new EntryView();
    view.begin(1, { halfStars: 3, ratedAt: 1 }, 1);
    view.begin(1, { halfStars: 8, ratedAt: 2 }, 2);
    view.end(1, rated(1, 3, 1));
    expect(view.get(1)?.halfStars).toBe(8);
    view.end(1, rated(1, 8, 2));
    view.adopt([]);
    expect(view.get(1)).toBeUndefined();
  });

  it('that failed gives way to what is stored', () => {
    const view = new EntryView();
    view.begin(1, { halfStars: 3, ratedAt: 1 }, 1);
    view.end(1, null);
    expect(view.all()).toEqual([]);
  });
});

describe('an answer of a live query', () => {
  it('disturbs only those who look at a film that changed', () => {
    const view = new EntryView();
    view.adopt([rated(1, 4, 1), rated(2, 4, 1)]);
    const looks = { one: 0, two: 0 };
    const stop = $effect.root(() => {
      $effect(() => {
        looks.one += view.get(1) ? 1 : 0;
      });
      $effect(() => {
        looks.two += view.get(2) ? 1 : 0;
      });
    });
    flushSync();
    view.adopt([rated(1, 4, 1), rated(2, 7, 2)]);
    flushSync();
    stop();
    expect(looks).toEqual({ one: 1, two: 2 });
  });
});
