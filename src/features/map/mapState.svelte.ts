/** @file What the map shows and what is chosen on it; one instance for each visit of the page. */
import { untrack } from 'svelte';
import type { Movie } from '../../domain/movie';
import type { App } from '../../state/app.svelte';
import { Camera } from './camera.svelte';
import { createChart, placeOf, type Chart } from './chart';
import { colouringOf, type Colouring, type ColourMode } from './colouring';
import type { Place } from './projection';
import { findRegions, type Region } from './regions';
import { isInside, visibleBox } from './viewport';

/** How close the map comes to a film or to the person, in times the home view. */
const CLOSE_UP = 5;
/** More stars than this would hide the sky. */
const MARKED_PICKS = 12;
/** Films at the window's very border count as out of view. */
const BORDER = -40;

export class MapState {
  readonly camera = new Camera();
  mode = $state<ColourMode>('genre');
  /** Class of the colouring that stands out alone; null for all. */
  spotlight = $state<number | null>(null);
  /** Index of the film under the pointer. */
  hovered = $state<number | null>(null);

  /** Null until the films are here. */
  readonly chart: Chart | null = $derived.by(() => this.#charted());
  readonly regions: readonly Region[] = $derived(
    this.chart === null ? [] : findRegions(this.chart),
  );
  readonly colouring: Colouring | null = $derived.by(() => this.#coloured());
  /** Indices of rated films. */
  readonly rated: readonly number[] = $derived.by(() =>
    this.#indicesOf(this.#app.library.rated.map(({ movieId }) => movieId)),
  );
  /** Indices of the films that are recommended most. */
  readonly picks: readonly number[] = $derived.by(() => {
    const { personal, topPicks } = this.#app.recommender.shelves;
    const best = topPicks.slice(0, MARKED_PICKS).map(({ movie }) => movie.id);
    return personal ? this.#indicesOf(best) : [];
  });
  /** The person on the chart; null without a rating. */
  readonly place: Place | null = $derived.by(() => {
    const { place } = this.#app.recommender.fitting;
    return place === null || this.chart === null ? null : this.chart.project(place);
  });
  /** Earlier places of the person, oldest first. */
  readonly trail: readonly Place[] = $derived.by(() => {
    const { chart } = this;
    return chart === null ? [] : this.#app.recommender.fitting.trail.map(chart.project);
  });
  /** The film that the address names; also one without a place on the map. */
  readonly selected: Movie | null = $derived.by(() => {
    const { route } = this.#app.router;
    if (route.name !== 'map' || route.movie === undefined) return null;
    return this.#app.catalogue.get(route.movie) ?? null;
  });
  readonly selectedIndex: number | null = $derived(
    this.selected === null ? null : (this.chart?.indexOf(this.selected.id) ?? null),
  );

  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
    const place = this.#selectedPlace();
    if (place !== null) this.camera.startAt(place, CLOSE_UP);
  }

  /** Chooses a film, or none; the address follows, so that it can be shared. */
  select(movieId: number | null): void {
    const { router } = this.#app;
    router.replace(movieId === null ? { name: 'map' } : { name: 'map', movie: movieId });
  }

  movieAt(index: number): Movie | undefined {
    return this.chart === null ? undefined : this.#app.catalogue.get(this.chart.movieId[index]);
  }

  colourBy(mode: ColourMode): void {
    this.mode = mode;
    this.spotlight = null;
  }

  /** Flies to the chosen film where it is out of view; call it when the choice changed. */
  showSelected(): void {
    const place = this.#selectedPlace();
    if (place === null) return;
    const { camera } = this;
    const box = visibleBox(camera.view, camera.openSize, BORDER);
    if (!isInside(box, place.x, place.y)) camera.flyTo(place, CLOSE_UP);
  }

  /** Flies close to a film, and chooses it. */
  goTo(movieId: number): void {
    const index = this.chart?.indexOf(movieId);
    if (this.chart === null || index === undefined) return;
    this.camera.flyTo(placeOf(this.chart, index), CLOSE_UP);
    this.select(movieId);
  }

  goToPerson(): void {
    if (this.place !== null) this.camera.flyTo(this.place, CLOSE_UP);
  }

  #selectedPlace(): Place | null {
    const { chart, selectedIndex } = this;
    return chart === null || selectedIndex === null ? null : placeOf(chart, selectedIndex);
  }

  /** Made once for a pack: films known by name only come later, and have no place. */
  #charted(): Chart | null {
    const { device, catalogue } = this.#app;
    if (device.summary === null && !catalogue.ready) return null;
    return untrack(() => (catalogue.columns === null ? null : createChart(catalogue.columns)));
  }

  #coloured(): Colouring | null {
    const { chart, mode } = this;
    if (chart === null) return null;
    // Only where ratings are colours do they matter here.
    return colouringOf(chart, mode, mode === 'rating' ? this.#app.library.rated : []);
  }

  #indicesOf(movieIds: readonly number[]): number[] {
    return movieIds.flatMap((movieId) => this.chart?.indexOf(movieId) ?? []);
  }
}
