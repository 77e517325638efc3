import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settled, visit, type TestApp } from '../../state/testing/testApp';
import { MapState } from './mapState.svelte';

/** A film of the second tier: known by name, without a place. */
const UNPLACED = 45;

let app: TestApp;
let map: MapState;
let stop: () => void;

beforeEach(async () => {
  location.hash = '#/map';
  app = visit();
  await settled(app);
  await vi.waitFor(() => expect(app.catalogue.complete).toBe(true));
  stop = $effect.root(() => {
    map = new MapState(app);
  });
});

afterEach(() => {
  stop();
  app.stop();
});

describe('the map', () => {
  it('has the films that have a place, and not those known by name only', () => {
    expect(map.chart?.size).toBe(40);
    expect(map.chart?.indexOf(UNPLACED)).toBeUndefined();
  });

  it('is not made anew when the films known by name arrive', async () => {
    const other = visit();
    await vi.waitFor(() => expect(other.device.summary).not.toBeNull(), { interval: 1 });
    expect(other.catalogue.complete).toBe(false);
    let early: MapState | undefined;
    const stopEarly = $effect.root(() => {
      early = new MapState(other);
    });
    const chart = early?.chart;
    expect(chart?.size).toBe(40);
    await vi.waitFor(() => expect(other.catalogue.complete).toBe(true));
    expect(early?.chart).toBe(chart);
    stopEarly();
    other.stop();
  });

  it('shows nobody before a rating, and then the person at the fitted place, rings and picks', async () => {
    expect(map.place).toBeNull();
    expect(map.rated).toEqual([]);
    expect(map.picks).toEqual([]);
    await app.library.rate(8, 9);
    await settled(app);
    await vi.waitFor(() => expect(map.place).not.toBeNull());
    expect(map.place).toEqual(map.chart?.project({ x: 8 / 40, y: 0.5 }));
    expect(map.rated).toEqual([map.chart?.indexOf(8)]);
    await vi.waitFor(() => expect(map.picks.length).toBeGreaterThan(0));
  });

  it('keeps a trail of earlier places', async () => {
    await app.library.rate(8, 9);
    await settled(app);
    await app.library.rate(20, 9);
    await vi.waitFor(() => expect(map.trail).toHaveLength(1));
    expect(map.trail[0]).toEqual(map.chart?.project({ x: 8 / 40, y: 0.5 }));
  });
});

describe('choosing a film', () => {
  it('writes it into the address, and the address is what is chosen', () => {
    map.select(7);
    expect(location.hash).toBe('#/map?movie=7');
    expect(map.selected?.title).toBe('Film 7');
    expect(map.selectedIndex).toBe(map.chart?.indexOf(7));
    map.select(null);
    expect(location.hash).toBe('#/map');
    expect(map.selected).toBeNull();
  });

  it('works for a film without a place, which is then nowhere on the map', () => {
    app.router.replace({ name: 'map', movie: UNPLACED });
    expect(map.selected?.id).toBe(UNPLACED);
    expect(map.selectedIndex).toBeNull();
  });

  it('is nothing for an id that no film has', () => {
    app.router.replace({ name: 'map', movie: 999 });
    expect(map.selected).toBeNull();
  });

  it('can be asked for by id, as the list and the search do; one without a place changes nothing', () => {
    map.goTo(3);
    expect(map.selected?.id).toBe(3);
    map.goTo(UNPLACED);
    expect(map.selected?.id).toBe(3);
  });
});

describe('colours', () => {
  it('follow the ratings when they are about ratings', async () => {
    map.colourBy('rating');
    const labelOf = (movieId: number) => {
      const index = map.chart?.indexOf(movieId) ?? 0;
      return map.colouring?.classes[map.colouring.classOf[index]].label;
    };
    expect(labelOf(5)).toBe('Not rated by you');
    await app.library.rate(5, 10);
    expect(labelOf(5)).toBe('5 stars');
  });

  it('of another kind put an end to the spotlight', () => {
    map.spotlight = 2;
    map.colourBy('year');
    expect(map.spotlight).toBeNull();
  });
});
