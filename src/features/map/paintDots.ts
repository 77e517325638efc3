/** @file Paints the films: one path for each colour and brightness. */
import { dotGrowth, type Batch, type Tier } from './dots';
import type { Scene } from './scene';

const OPACITY: Readonly<Record<Tier, number>> = { bright: 1, middle: 0.85, faint: 0.5 };
/** Faint stars come out as one comes closer: at so many times the plain size they are bright. */
const FAINT_GROWTH = 2.2;
const REST_OPACITY = 0.6;
const OUT_OF_SPOTLIGHT = 0.12;
/** Below this radius in CSS pixels a square cannot be told from a disc, and is much quicker. */
const SQUARE_BELOW = 1.15;
/** A thin gap in the ground's colour keeps neighbouring bright dots apart. */
const GAP_WIDTH = 0.75;

export function paintDots(ctx: CanvasRenderingContext2D, scene: Scene): void {
  const growth = dotGrowth(scene.view.k);
  ctx.strokeStyle = scene.colours.disc;
  ctx.lineWidth = GAP_WIDTH;
  for (const batch of scene.batches) {
    ctx.beginPath();
    tracePath(ctx, scene, batch, growth);
    ctx.globalAlpha = opacityOf(batch, scene, growth);
    ctx.fillStyle = scene.palette[batch.colour];
    ctx.fill();
    if (batch.tier === 'bright') ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

function tracePath(
  ctx: CanvasRenderingContext2D,
  { chart, view, size, radii }: Scene,
  { indices }: Batch,
  growth: number,
): void {
  for (const i of indices) {
    const x = chart.x[i] * view.k + view.x;
    const y = chart.y[i] * view.k + view.y;
    const r = radii[i] * growth;
    if (x < -r || y < -r || x > size.width + r || y > size.height + r) continue;
    if (r < SQUARE_BELOW) ctx.rect(x - r, y - r, 2 * r, 2 * r);
    else {
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, 2 * Math.PI);
    }
  }
}

function opacityOf(batch: Batch, scene: Scene, growth: number): number {
  if (scene.spotlight !== null) return batch.colour === scene.spotlight ? 1 : OUT_OF_SPOTLIGHT;
  const share = Math.min(1, Math.max(0, (growth - 1) / (FAINT_GROWTH - 1)));
  const plain = OPACITY[batch.tier];
  return (plain + (1 - plain) * share) * (scene.rest[batch.colour] ? REST_OPACITY : 1);
}
