/**
 * @file Paints the films, colour by colour. Each dot is a path of its own: rasterisers know a single
 * circle and batch many, while one path of thousands of circles is a mask of the whole window.
 */
import { dotGrowth, type Batch, type Tier } from './dots';
import type { Scene } from './scene';

const OPACITY: Readonly<Record<Tier, number>> = { bright: 1, middle: 0.85, faint: 0.5 };
/** Faint stars come out as one comes closer: at so many times the plain size they are bright. */
const FAINT_GROWTH = 2.2;
const REST_OPACITY = 0.75;
const OUT_OF_SPOTLIGHT = 0.12;
/** Below this radius in CSS pixels a square cannot be told from a disc, and is much quicker. */
const SQUARE_BELOW = 1.4;
/** A thin gap in the ground's colour keeps neighbouring bright dots apart. */
const GAP_WIDTH = 0.75;
const TURN = 2 * Math.PI;

export function paintDots(ctx: CanvasRenderingContext2D, scene: Scene): void {
  const { batches, spotlight, rest } = scene;
  const isBehind = ({ colour }: Batch) =>
    spotlight === null ? rest[colour] : colour !== spotlight;
  for (const batch of batches) if (isBehind(batch)) paintBatch(ctx, scene, batch);
  for (const batch of batches) if (!isBehind(batch)) paintBatch(ctx, scene, batch);
  ctx.globalAlpha = 1;
}

function paintBatch(ctx: CanvasRenderingContext2D, scene: Scene, batch: Batch): void {
  const { chart, view, size, radii, palette, colours } = scene;
  const growth = dotGrowth(view.k);
  const isGapped = batch.tier === 'bright';
  ctx.globalAlpha = opacityOf(batch, scene, growth);
  ctx.fillStyle = palette[batch.colour];
  for (const i of batch.indices) {
    const x = chart.x[i] * view.k + view.x;
    const y = chart.y[i] * view.k + view.y;
    const r = radii[i] * growth;
    if (x < -r || y < -r || x > size.width + r || y > size.height + r) continue;
    if (r < SQUARE_BELOW) {
      ctx.fillRect(x - r, y - r, 2 * r, 2 * r);
      continue;
    }
    if (isGapped) {
      ctx.fillStyle = colours.disc;
      disc(ctx, x, y, r + GAP_WIDTH);
      ctx.fillStyle = palette[batch.colour];
    }
    disc(ctx, x, y, r);
  }
}

function disc(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, TURN);
  ctx.fill();
}

function opacityOf(batch: Batch, scene: Scene, growth: number): number {
  if (scene.spotlight !== null) return batch.colour === scene.spotlight ? 1 : OUT_OF_SPOTLIGHT;
  const share = Math.min(1, Math.max(0, (growth - 1) / (FAINT_GROWTH - 1)));
  const plain = OPACITY[batch.tier];
  return (plain + (1 - plain) * share) * (scene.rest[batch.colour] ? REST_OPACITY : 1);
}
