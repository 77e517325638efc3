/** @file Paints what is about the person: rated films, picks, the marker "You" and its trail. */
import { placeOf } from './chart';
import { dotGrowth } from './dots';
import type { Place } from './projection';
import type { Scene } from './scene';
import { toScreen } from './viewport';

type Context = CanvasRenderingContext2D;

const TURN = 2 * Math.PI;
/** CSS pixels. */
const RING = { gap: 2.5, width: 1.5 };
const FOCUS = { gap: 4, width: 2 };
const STAR = { reach: 6, waist: 1.7, gap: 3 };
const PERSON = { radius: 7, border: 2.5, halo: 15, haloWidth: 1.25 };
const TRAIL = { width: 1.5, radius: 2.25, faintest: 0.12, strongest: 0.75 };
const CROSS = { inner: 6, outer: 14, width: 1.5 };
const PERSON_FONT_SIZE = 15;
const HALO_WIDTH = 4;

/** A ring around each rated film. */
export function paintRings(ctx: Context, scene: Scene): void {
  ctx.beginPath();
  for (const i of scene.rated) traceRing(ctx, scene, i, RING.gap);
  ctx.strokeStyle = scene.colours.ink;
  ctx.lineWidth = RING.width;
  ctx.stroke();
}

/** A four-pointed star above each top pick. */
export function paintPicks(ctx: Context, scene: Scene): void {
  ctx.beginPath();
  for (const i of scene.picks) {
    const { x, y, r } = dotAt(scene, i);
    traceStar(ctx, { x, y: y - r - STAR.gap - STAR.reach });
  }
  ctx.strokeStyle = scene.colours.room;
  ctx.lineWidth = 3;
  ctx.lineJoin = 'round';
  ctx.stroke();
  ctx.fillStyle = scene.colours.amber;
  ctx.fill();
}

/** The hovered film and the chosen one. */
export function paintFocus(ctx: Context, scene: Scene): void {
  for (const [index, colour] of [
    [scene.hovered, scene.colours.ink],
    [scene.selected, scene.colours.amber],
  ] as const) {
    if (index === null) continue;
    ctx.beginPath();
    traceRing(ctx, scene, index, FOCUS.gap);
    ctx.strokeStyle = scene.colours.room;
    ctx.lineWidth = FOCUS.width + 2;
    ctx.stroke();
    ctx.strokeStyle = colour;
    ctx.lineWidth = FOCUS.width;
    ctx.stroke();
  }
}

/** Where the person was, the older the fainter. */
export function paintTrail(ctx: Context, { person, view, colours }: Scene): void {
  if (person === null || person.trail.length === 0) return;
  const points = [...person.trail, person.place].map((place) => toScreen(view, place));
  ctx.strokeStyle = colours.amber;
  ctx.fillStyle = colours.amber;
  ctx.lineWidth = TRAIL.width;
  for (let i = 1; i < points.length; i += 1) {
    const share = i / (points.length - 1);
    ctx.globalAlpha = TRAIL.faintest + share * (TRAIL.strongest - TRAIL.faintest);
    const from = points[i - 1];
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(points[i].x, points[i].y);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(from.x, from.y, TRAIL.radius, 0, TURN);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

export function paintPerson(ctx: Context, { person, view, colours, fonts }: Scene): void {
  if (person === null) return;
  const { x, y } = toScreen(view, person.place);
  disc(ctx, x, y, PERSON.radius + PERSON.border, colours.room);
  disc(ctx, x, y, PERSON.radius, colours.amber);
  ctx.beginPath();
  ctx.arc(x, y, PERSON.halo, 0, TURN);
  ctx.strokeStyle = colours.amber;
  ctx.lineWidth = PERSON.haloWidth;
  ctx.stroke();
  ctx.font = `650 ${PERSON_FONT_SIZE}px ${fonts.work}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const textX = x + PERSON.halo + PERSON.border + 2;
  haloedText(ctx, 'You', textX, y, colours.amberInk, colours.room);
}

/** Where Enter would choose a film. */
export function paintCrosshair(ctx: Context, { size, colours }: Scene): void {
  const [x, y] = [size.width / 2, size.height / 2];
  ctx.beginPath();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ]) {
    ctx.moveTo(x + dx * CROSS.inner, y + dy * CROSS.inner);
    ctx.lineTo(x + dx * CROSS.outer, y + dy * CROSS.outer);
  }
  ctx.strokeStyle = colours.ink;
  ctx.lineWidth = CROSS.width;
  ctx.stroke();
}

/** Text that stays legible on dots. */
export function haloedText(
  ctx: Context,
  text: string,
  x: number,
  y: number,
  colour: string,
  halo: string,
): void {
  ctx.lineJoin = 'round';
  ctx.lineWidth = HALO_WIDTH;
  ctx.strokeStyle = halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

function dotAt({ chart, view, radii }: Scene, index: number): Place & { r: number } {
  return { ...toScreen(view, placeOf(chart, index)), r: radii[index] * dotGrowth(view.k) };
}

function traceRing(ctx: Context, scene: Scene, index: number, gap: number): void {
  const { x, y, r } = dotAt(scene, index);
  ctx.moveTo(x + r + gap, y);
  ctx.arc(x, y, r + gap, 0, TURN);
}

function traceStar(ctx: Context, { x, y }: Place): void {
  const { reach, waist } = STAR;
  ctx.moveTo(x, y - reach);
  for (const [px, py, qx, qy] of [
    [waist, -waist, reach, 0],
    [waist, waist, 0, reach],
    [-waist, waist, -reach, 0],
    [-waist, -waist, 0, -reach],
  ]) {
    ctx.lineTo(x + px, y + py);
    ctx.lineTo(x + qx, y + qy);
  }
  ctx.closePath();
}

function disc(ctx: Context, x: number, y: number, radius: number, colour: string): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, TURN);
  ctx.fillStyle = colour;
  ctx.fill();
}
