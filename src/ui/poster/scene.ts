/**
 * @file What a composition returns: flat shapes in palette slots, as plain data, so that it is tested
 * without a DOM and drawn by SVG or Canvas alike. Lengths are in sheet units: a sheet is 200 wide.
 */

/** `shade` is quiet on the ground; `first` and `second` carry the genres; `spark` stands out most. */
export type Slot = 'ground' | 'shade' | 'middle' | 'first' | 'second' | 'spark';

export type Shape =
  | {
      readonly kind: 'circle';
      readonly cx: number;
      readonly cy: number;
      readonly r: number;
      readonly fill: Slot;
    }
  | {
      readonly kind: 'polygon';
      /** `x, y` alternating. */
      readonly points: readonly number[];
      readonly fill: Slot;
    }
  | {
      readonly kind: 'path';
      /** SVG path data, absolute commands only. */
      readonly d: string;
      readonly fill: Slot;
    };

/** The part of the sheet that the art may use; its origin is the top left corner. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** Consecutive shapes of one colour, as one SVG path: a wall of posters stays light. */
export interface Layer {
  readonly fill: Slot;
  readonly d: string;
}

const DECIMALS = 10;

/** A coordinate with one decimal. */
function round(value: number): number {
  return Math.round(value * DECIMALS) / DECIMALS;
}

export function circle(cx: number, cy: number, r: number, fill: Slot): Shape {
  return { kind: 'circle', cx, cy, r, fill };
}

export function polygon(points: readonly number[], fill: Slot): Shape {
  return { kind: 'polygon', points, fill };
}

export function rect(x: number, y: number, width: number, height: number, fill: Slot): Shape {
  return polygon([x, y, x + width, y, x + width, y + height, x, y + height], fill);
}

export function path(d: string, fill: Slot): Shape {
  return { kind: 'path', d, fill };
}

/** Joins numbers (rounded) and commands into path data. */
export function d(...parts: readonly (string | number)[]): string {
  return parts.map((part) => (typeof part === 'number' ? round(part) : part)).join(' ');
}

function circleData(cx: number, cy: number, r: number): string {
  return d('M', cx - r, cy, 'a', r, r, '0 1 1', 2 * r, 0, 'a', r, r, '0 1 1', -2 * r, 0, 'Z');
}

/** A ring as a filled shape: an outer circle less an inner one. */
export function ring(cx: number, cy: number, outer: number, inner: number, fill: Slot): Shape {
  const hole = d(
    ...['M', cx - inner, cy, 'a', inner, inner, '0 1 0', 2 * inner, 0],
    ...['a', inner, inner, '0 1 0', -2 * inner, 0, 'Z'],
  );
  return path(`${circleData(cx, cy, outer)} ${hole}`, fill);
}

/** The half of a disc above a horizontal line through its centre. */
export function dome(cx: number, baseline: number, r: number, fill: Slot): Shape {
  return path(d('M', cx - r, baseline, 'A', r, r, '0 0 1', cx + r, baseline, 'Z'), fill);
}

/** A band of constant thickness along a line of points: an open stroke as a filled outline. */
export function ribbon(points: readonly number[], thickness: number, fill: Slot): Shape {
  const left: number[] = [];
  const right: number[] = [];
  const count = points.length / 2;
  for (let i = 0; i < count; i += 1) {
    const before = 2 * Math.max(0, i - 1);
    const after = 2 * Math.min(count - 1, i + 1);
    const dx = (points[after] ?? 0) - (points[before] ?? 0);
    const dy = (points[after + 1] ?? 0) - (points[before + 1] ?? 0);
    const scale = thickness / 2 / (Math.hypot(dx, dy) || 1);
    const x = points[2 * i] ?? 0;
    const y = points[2 * i + 1] ?? 0;
    left.push(x - dy * scale, y + dx * scale);
    right.unshift(x + dy * scale, y - dx * scale);
  }
  return polygon([...left, ...right], fill);
}

/** The points clockwise, so that overlapping shapes of one layer add up and never cut holes. */
function clockwise(points: readonly number[]): readonly number[] {
  let doubleArea = 0;
  for (let i = 0; i < points.length; i += 2) {
    const [x0 = 0, y0 = 0] = [points[i], points[i + 1]];
    const [x1 = 0, y1 = 0] = [points[(i + 2) % points.length], points[(i + 3) % points.length]];
    doubleArea += x0 * y1 - x1 * y0;
  }
  if (doubleArea >= 0) return points;
  const reversed: number[] = [];
  for (let i = points.length - 2; i >= 0; i -= 2) reversed.push(points[i] ?? 0, points[i + 1] ?? 0);
  return reversed;
}

/** SVG path data of one shape. */
function pathData(shape: Shape): string {
  if (shape.kind === 'path') return shape.d;
  if (shape.kind === 'circle') return circleData(round(shape.cx), round(shape.cy), round(shape.r));
  return `M${clockwise(shape.points).map(round).join(' ')}Z`;
}

/** Merges consecutive shapes of one colour; the order of painting stays. */
export function layersOf(shapes: readonly Shape[]): Layer[] {
  const layers: { fill: Slot; d: string }[] = [];
  for (const shape of shapes) {
    const last = layers.at(-1);
    if (last?.fill === shape.fill) last.d += pathData(shape);
    else layers.push({ fill: shape.fill, d: pathData(shape) });
  }
  return layers;
}

/** An almond between two points; `bulge` is how far each side swells. */
export function almond(
  ends: readonly [x0: number, y0: number, x1: number, y1: number],
  bulge: number,
  fill: Slot,
): Shape {
  const [x0, y0, x1, y1] = ends;
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const normalX = (-(y1 - y0) / length) * bulge * 2;
  const normalY = ((x1 - x0) / length) * bulge * 2;
  const middleX = (x0 + x1) / 2;
  const middleY = (y0 + y1) / 2;
  const near = d('M', x0, y0, 'Q', middleX + normalX, middleY + normalY, x1, y1);
  return path(`${near} ${d('Q', middleX - normalX, middleY - normalY, x0, y0, 'Z')}`, fill);
}

/** Everything below a line of points, down to `bottom`. */
export function below(line: readonly number[], bottom: number, fill: Slot): Shape {
  const first = line[0] ?? 0;
  const last = line.at(-2) ?? 0;
  return polygon([...line, last, bottom, first, bottom], fill);
}
