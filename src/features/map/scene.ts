/** @file Everything that one picture of the map is made of. */
import type { Chart } from './chart';
import type { Batch } from './dots';
import type { Place } from './projection';
import type { Region } from './regions';
import type { Box, Size, View } from './viewport';

/** CSS colours of the canvas, from the page's tokens. */
export interface CanvasColours {
  readonly room: string;
  readonly disc: string;
  readonly line: string;
  readonly ink: string;
  readonly soft: string;
  readonly amber: string;
  readonly amberInk: string;
}

export interface CanvasFonts {
  /** Font families. */
  readonly voice: string;
  readonly work: string;
}

export interface Scene {
  readonly chart: Chart;
  readonly view: View;
  readonly size: Size;
  readonly colours: CanvasColours;
  readonly fonts: CanvasFonts;
  readonly batches: readonly Batch[];
  /** CSS colour of each class of the colouring. */
  readonly palette: readonly string[];
  /** Whether a class is the rest, painted faintly. */
  readonly rest: readonly boolean[];
  /** Radius of each dot before growth. */
  readonly radii: Float32Array;
  readonly glow: CanvasImageSource;
  /** The only class that is fully visible; null for all. */
  readonly spotlight: number | null;
  readonly regions: readonly RegionLabel[];
  /** What floats over the window, in CSS pixels: no label goes there. */
  readonly covered: readonly Box[];
  /** What a film's label says. */
  readonly labels: readonly string[];
  readonly rated: readonly number[];
  readonly picks: readonly number[];
  readonly person: Person | null;
  readonly hovered: number | null;
  readonly selected: number | null;
  /** For the keyboard: Enter chooses the film in the middle. */
  readonly showCrosshair: boolean;
}

export interface RegionLabel extends Region {
  /** CSS colour; null where the dots do not say the same, which makes the name a quiet one. */
  readonly colour: string | null;
}

export interface Person {
  readonly place: Place;
  /** Earlier places, oldest first. */
  readonly trail: readonly Place[];
}
