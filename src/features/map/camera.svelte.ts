/** @file Where the map is looked at: pan, zoom, flights, and the size of the window onto it. */
import { interpolateZoom } from 'd3-interpolate';
import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior } from 'd3-zoom';
import { prefersReducedMotion } from 'svelte/motion';
import type { Place } from './projection';
import { centreOf, homeView, resizedView, viewAt, type Size, type View } from './viewport';

/** Of the home view's scale. */
const [FARTHEST, CLOSEST] = [0.85, 48];
/** How far past the disc one can pan, in its radii. */
const PAN_REACH = 1.6;
const STEP_FACTOR = 1.6;
/** Share of the window that an arrow key pans. */
const PAN_STEP = 0.15;
const FLIGHT_MS = { shortest: 250, longest: 1300 };
/** The view counts as settled when it has not moved for so long. */
const SETTLE_MS = 180;

export class Camera {
  view = $state.raw<View>({ k: 1, x: 0, y: 0 });
  size = $state.raw<Size>({ width: 0, height: 0 });
  /** The view of the last rest: what slower readers, such as lists, follow. */
  settled = $state.raw<View>({ k: 1, x: 0, y: 0 });
  /** CSS pixels at the window's lower end that something lies over; a film flown to is above them. */
  coveredBelow = $state(0);
  /** Whether the pointer holds the map. */
  dragging = $state(false);

  #behaviour: ZoomBehavior<HTMLCanvasElement, unknown> | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #flight = 0;
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** Asked for before the window had a size. */
  #pending: { place: Place; closeness: number } | null = null;

  /** Takes the canvas's gestures; attach it to the canvas. */
  readonly attach = (canvas: HTMLCanvasElement): (() => void) => {
    const behaviour = zoom<HTMLCanvasElement, unknown>()
      .extent(() => [
        [0, 0],
        [this.size.width, this.size.height],
      ])
      .translateExtent([
        [-PAN_REACH, -PAN_REACH],
        [PAN_REACH, PAN_REACH],
      ])
      .on('start', (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => this.#begin(event))
      .on('zoom', ({ transform }: D3ZoomEvent<HTMLCanvasElement, unknown>) => this.#show(transform))
      .on('end', () => {
        this.dragging = false;
      });
    this.#canvas = canvas;
    this.#behaviour = behaviour;
    const selection = select(canvas).call(behaviour).on('dblclick.zoom', null);
    const observer = new ResizeObserver(() => this.#resize(canvas));
    observer.observe(canvas);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(this.#flight);
      clearTimeout(this.#settling);
      selection.on('.zoom', null);
    };
  };

  /** The home view's scale in CSS pixels per chart unit. */
  get homeScale(): number {
    return homeView(this.size).k;
  }

  /** The window without what is covered below. */
  get openSize(): Size {
    const { width, height } = this.size;
    return { width, height: height - this.coveredBelow };
  }

  zoomIn(): void {
    this.#zoomBy(STEP_FACTOR);
  }

  zoomOut(): void {
    this.#zoomBy(1 / STEP_FACTOR);
  }

  /** The whole disc. */
  reset(): void {
    this.#flyTo(homeView(this.size));
  }

  /** Pans by steps of a share of the window: 1, 0 looks further to the right. */
  pan(right: number, down: number): void {
    const { view, size } = this;
    const step = PAN_STEP * Math.min(size.width, size.height);
    this.#move({ k: view.k, x: view.x - right * step, y: view.y - down * step });
  }

  /** Flies to a place, at least as close as `closeness` times the home view. */
  flyTo(place: Place, closeness: number): void {
    if (this.size.width === 0) this.#pending = { place, closeness };
    else this.#flyTo(this.#viewOf(place, closeness));
  }

  /** Is there at once, also before the window has a size. */
  startAt(place: Place, closeness: number): void {
    if (this.size.width === 0) this.#pending = { place, closeness };
    else this.#move(this.#viewOf(place, closeness));
  }

  #viewOf(place: Place, closeness: number): View {
    return viewAt(place, Math.max(this.view.k, this.homeScale * closeness), this.openSize);
  }

  #zoomBy(factor: number): void {
    const { view, size, homeScale } = this;
    const k = Math.min(homeScale * CLOSEST, Math.max(homeScale * FARTHEST, view.k * factor));
    this.#flyTo(viewAt(centreOf(view, size), k, size));
  }

  #flyTo(to: View): void {
    cancelAnimationFrame(this.#flight);
    if (prefersReducedMotion.current) {
      this.#move(to);
      return;
    }
    const { size } = this;
    const path = interpolateZoom(frustum(this.view, size), frustum(to, size));
    const { shortest, longest } = FLIGHT_MS;
    const duration = Math.min(longest, Math.max(shortest, path.duration));
    const start = performance.now();
    const step = (now: number): void => {
      const time = Math.min(1, Math.max(0, (now - start) / duration));
      const [x, y, width] = path(eased(time));
      this.#move(time < 1 ? viewAt({ x, y }, size.width / width, size) : to);
      if (time < 1) this.#flight = requestAnimationFrame(step);
    };
    this.#flight = requestAnimationFrame(step);
  }

  /** Through d3, so that the next gesture goes on from here. */
  #move({ k, x, y }: View): void {
    if (this.#canvas === null || this.#behaviour === null) return;
    const transform = zoomIdentity.translate(x, y).scale(k);
    select(this.#canvas).call((canvas) => this.#behaviour?.transform(canvas, transform));
  }

  #begin({ sourceEvent }: D3ZoomEvent<HTMLCanvasElement, unknown>): void {
    if (!(sourceEvent instanceof Event)) return;
    cancelAnimationFrame(this.#flight);
    this.dragging = sourceEvent.type !== 'wheel';
  }

  #show({ k, x, y }: View): void {
    this.view = { k, x, y };
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.settled = this.view;
    }, SETTLE_MS);
  }

  #resize({ clientWidth: width, clientHeight: height }: HTMLCanvasElement): void {
    if (width === 0 || height === 0) return;
    const before = this.size;
    this.size = { width, height };
    const home = homeView(this.size);
    this.#behaviour?.scaleExtent([home.k * FARTHEST, home.k * CLOSEST]);
    if (before.width > 0) this.#move(resizedView(this.view, before, this.size));
    else {
      this.#move(home);
      if (this.#pending) this.startAt(this.#pending.place, this.#pending.closeness);
      this.settled = this.view;
    }
  }
}

/** The middle of a view and the width of what it shows: what `interpolateZoom` flies between. */
function frustum(view: View, size: Size): [number, number, number] {
  const { x, y } = centreOf(view, size);
  return [x, y, size.width / view.k];
}

/** Slow at both ends. */
function eased(time: number): number {
  return time * time * (3 - 2 * time);
}
