/** @file Paints the map onto a canvas, from the ground up. */
import { GLOW_REACH } from './glow';
import { paintDots } from './paintDots';
import { paintLabels } from './paintLabels';
import {
  paintCrosshair,
  paintFocus,
  paintPerson,
  paintPicks,
  paintRings,
  paintTrail,
} from './paintMarks';
import type { Scene } from './scene';
import { closeness } from './viewport';

/** The rim of the disc, just outside the farthest film. */
const RIM = 1.02;
const TICKS = 72;
const LONG_TICK_EVERY = 6;
const TICK_LENGTH = { short: 3, long: 6 };
/** The glow fades to this share as one comes closer. */
const CLOSE_GLOW = 0.2;
const GLOW_FADE_END = 6;

/** @param pixelRatio device pixels per CSS pixel */
export function paintMap(ctx: CanvasRenderingContext2D, scene: Scene, pixelRatio: number): void {
  ctx.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  ctx.globalAlpha = 1;
  ctx.fillStyle = scene.colours.room;
  ctx.fillRect(0, 0, scene.size.width, scene.size.height);
  paintDisc(ctx, scene);
  paintGlow(ctx, scene);
  paintDots(ctx, scene);
  paintTrail(ctx, scene);
  paintRings(ctx, scene);
  paintPicks(ctx, scene);
  paintLabels(ctx, scene);
  paintFocus(ctx, scene);
  paintPerson(ctx, scene);
  if (scene.showCrosshair) paintCrosshair(ctx, scene);
}

function paintDisc(ctx: CanvasRenderingContext2D, { view, size, colours }: Scene): void {
  const radius = RIM * view.k;
  // Close up the rim is far outside, and an enormous circle is slow to rasterise.
  const farthestCorner = Math.hypot(
    Math.max(view.x, size.width - view.x),
    Math.max(view.y, size.height - view.y),
  );
  ctx.fillStyle = colours.disc;
  if (radius > farthestCorner) {
    ctx.fillRect(0, 0, size.width, size.height);
    return;
  }
  ctx.beginPath();
  ctx.arc(view.x, view.y, radius, 0, 2 * Math.PI);
  ctx.fill();
  ctx.strokeStyle = colours.line;
  ctx.lineWidth = 1;
  for (let i = 0; i < TICKS; i += 1) {
    const length = i % LONG_TICK_EVERY === 0 ? TICK_LENGTH.long : TICK_LENGTH.short;
    const angle = (i / TICKS) * 2 * Math.PI;
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    ctx.moveTo(view.x + dx * radius, view.y + dy * radius);
    ctx.lineTo(view.x + dx * (radius + length), view.y + dy * (radius + length));
  }
  ctx.stroke();
}

function paintGlow(ctx: CanvasRenderingContext2D, { glow, view, size, spotlight }: Scene): void {
  if (spotlight !== null) return;
  const fade = Math.min(1, Math.max(0, (closeness(view, size) - 1) / (GLOW_FADE_END - 1)));
  ctx.globalAlpha = 1 - (1 - CLOSE_GLOW) * fade;
  ctx.imageSmoothingEnabled = true;
  const reach = GLOW_REACH * view.k;
  ctx.drawImage(glow, view.x - reach, view.y - reach, 2 * reach, 2 * reach);
  ctx.globalAlpha = 1;
}
