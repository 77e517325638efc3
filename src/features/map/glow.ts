/** @file The glow behind the dots: where films lie close together, in their mixed colours. Pure. */
import { hexOf } from '../../ui/colour/oklch';
import type { Chart } from './chart';
import type { Colouring, Tone } from './colouring';

/** Side of the picture in pixels; it covers the square around the disc. */
export const GLOW_SIDE = 144;
/** Chart units that the picture covers to each side of the middle. */
export const GLOW_REACH = 1.15;

const BLUR_RADIUS = 3;
const BLUR_PASSES = 3;
/** Weight of films in one pixel at which the glow has reached 63 % of its strength. */
const BRIGHT_WEIGHT = 5;
const STRENGTH = { dark: 0.42, light: 0.3 } as const;
/** Colours that are mixed turn grey: what differs from the mix of the whole map counts so often. */
const VIVIDNESS = 2.4;
const OPAQUE = 255;

/** `[GLOW_SIDE * GLOW_SIDE * 4]` RGBA, not premultiplied, row by row. */
export function glowPixels(
  chart: Chart,
  { classes, classOf }: Colouring,
  tone: Tone,
): Uint8ClampedArray<ArrayBuffer> {
  const colours = classes.map(({ colour }) => channelsOf(hexOf(colour[tone])));
  const planes = Array.from({ length: 4 }, () => new Float32Array(GLOW_SIDE * GLOW_SIDE));
  const [weight, red, green, blue] = planes;
  for (let i = 0; i < chart.size; i += 1) {
    if (classes[classOf[i]].isRest) continue;
    const cell = pixelAt(chart.y[i]) * GLOW_SIDE + pixelAt(chart.x[i]);
    const share = Math.log2(1 + chart.ratingCount[i]);
    const [r, g, b] = colours[classOf[i]];
    weight[cell] += share;
    red[cell] += share * r;
    green[cell] += share * g;
    blue[cell] += share * b;
  }
  const [total, ...sums] = planes.map((plane) => plane.reduce((sum, value) => sum + value, 0));
  const means = sums.map((sum) => sum / total);
  const [w, r, g, b] = planes.map(blurred);
  const pixels = new Uint8ClampedArray(GLOW_SIDE * GLOW_SIDE * 4);
  w.forEach((sum, cell) => {
    if (sum <= 0) return;
    const alpha = STRENGTH[tone] * (1 - Math.exp(-sum / BRIGHT_WEIGHT));
    const channels = [r, g, b].map((plane, i) => vivid(plane[cell] / sum, means[i]));
    pixels.set([...channels, alpha * OPAQUE], cell * 4);
  });
  return pixels;
}

function vivid(channel: number, mean: number): number {
  return mean + VIVIDNESS * (channel - mean);
}

function pixelAt(coordinate: number): number {
  const position = Math.floor(((coordinate + GLOW_REACH) / (2 * GLOW_REACH)) * GLOW_SIDE);
  return Math.min(GLOW_SIDE - 1, Math.max(0, position));
}

function channelsOf(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & OPAQUE, value & OPAQUE];
}

/** Repeated box blurs come close to a Gaussian. */
function blurred(plane: Float32Array): Float32Array {
  let result = plane;
  for (let pass = 0; pass < BLUR_PASSES; pass += 1) {
    result = averagedAlong(averagedAlong(result, 1), GLOW_SIDE);
  }
  return result;
}

function averagedAlong(plane: Float32Array, stride: number): Float32Array {
  return plane.map((_, cell) => {
    const position = Math.floor(cell / stride) % GLOW_SIDE;
    let sum = 0;
    for (let step = -BLUR_RADIUS; step <= BLUR_RADIUS; step += 1) {
      const other = position + step;
      if (other >= 0 && other < GLOW_SIDE) sum += plane[cell + step * stride];
    }
    return sum / (2 * BLUR_RADIUS + 1);
  });
}
