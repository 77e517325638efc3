/** @file Chooses and paints the labels: regions from afar, titles of well-known films close up. */
import { placeOf } from './chart';
import { dotGrowth } from './dots';
import { placeLabels, type LabelCandidate, type PlacedLabel } from './labels';
import { haloedText } from './paintMarks';
import type { Place } from './projection';
import type { RegionLabel, Scene } from './scene';
import { closeness, isInside, toScreen, visibleBox, type Box } from './viewport';

type Context = CanvasRenderingContext2D;

/** CSS pixels. */
const TITLE_SIZE = 12.5;
const TITLE_HEIGHT = 15;
const REGION_SIZE = { narrow: 15, wide: 20 };
const WIDE_FROM = 640;
const PERSON_REACH = { left: 18, right: 52, half: 18 };
/** Names that the dots' colours do not say. */
const QUIET_SHARE = 0.78;
const REGION_LEADING = 4;

/** Region names are gone when the view is so many times closer than the home view. */
const REGION_FADE = { from: 1.7, to: 4 };
const REGION_OPACITY = 0.95;

/** One title for so many square pixels of window, and at the home view this share of them. */
const PIXELS_PER_TITLE = 13_000;
const HOME_SHARE = 0.22;
/** Films in view that are tried, the best known first. */
const MOST_CANDIDATES = 240;

/** Region names; film titles wherever these leave room. */
export function paintLabels(ctx: Context, scene: Scene): void {
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const near = closeness(scene.view, scene.size);
  const person = scene.person === null ? [] : [personBox(toScreen(scene.view, scene.person.place))];
  const taken = [...scene.covered, ...person];
  const names = paintRegions(ctx, scene, regionOpacity(near), taken);
  paintTitles(ctx, scene, near, [...taken, ...names]);
}

function regionOpacity(near: number): number {
  const { from, to } = REGION_FADE;
  return REGION_OPACITY * Math.min(1, Math.max(0, (to - near) / (to - from)));
}

/** Returns the boxes that the names fill. */
function paintRegions(ctx: Context, scene: Scene, opacity: number, taken: readonly Box[]): Box[] {
  if (opacity === 0 || scene.spotlight !== null) return [];
  const fontSize = scene.size.width < WIDE_FROM ? REGION_SIZE.narrow : REGION_SIZE.wide;
  // What the colours say comes first.
  const named = scene.regions.filter(({ colour }) => colour !== null);
  const quiet = scene.regions.filter(({ colour }) => colour === null);
  ctx.globalAlpha = opacity;
  const boxes = paintNames(ctx, scene, named, fontSize, taken);
  const smaller = fontSize * QUIET_SHARE;
  const quietBoxes = paintNames(ctx, scene, quiet, smaller, [...taken, ...boxes]);
  ctx.globalAlpha = 1;
  return [...boxes, ...quietBoxes];
}

function paintNames(
  ctx: Context,
  { size, view, fonts, colours }: Scene,
  regions: readonly RegionLabel[],
  fontSize: number,
  obstacles: readonly Box[],
): Box[] {
  ctx.font = `600 ${fontSize}px ${fonts.voice}`;
  const candidates = regions.map((region, id) => ({
    id,
    where: 'over' as const,
    ...toScreen(view, region),
    radius: 0,
    width: ctx.measureText(region.label).width,
    height: fontSize + REGION_LEADING,
  }));
  const placed = placeLabels(candidates, { size, limit: regions.length, obstacles });
  for (const { id, x, y } of placed) {
    const { label, colour } = regions[id];
    haloedText(ctx, label, x, y, colour ?? colours.soft, colours.disc);
  }
  return placed.map(({ box }) => box);
}

function paintTitles(ctx: Context, scene: Scene, near: number, obstacles: readonly Box[]): void {
  const { size, colours, labels } = scene;
  ctx.font = `550 ${TITLE_SIZE}px ${scene.fonts.work}`;
  const most = (size.width * size.height) / PIXELS_PER_TITLE;
  const limit = Math.round(most * Math.min(1, HOME_SHARE * near));
  const placed: PlacedLabel[] = placeLabels(titleCandidates(ctx, scene), {
    size,
    limit,
    obstacles,
  });
  for (const { id, x, y } of placed) {
    haloedText(ctx, labels[id], x, y, colours.ink, colours.disc);
  }
}

function* titleCandidates(ctx: Context, scene: Scene): Generator<LabelCandidate> {
  const { chart, view, size, spotlight, selected, radii, labels } = scene;
  const growth = dotGrowth(view.k);
  const box = visibleBox(view, size);
  const inSpotlight = spotlight === null ? null : spotlitFilms(scene);
  const candidate = (i: number): LabelCandidate => ({
    id: i,
    where: 'beside',
    ...toScreen(view, placeOf(chart, i)),
    radius: radii[i] * growth,
    width: ctx.measureText(labels[i]).width,
    height: TITLE_HEIGHT,
  });
  if (selected !== null) yield candidate(selected);
  let found = 0;
  for (let i = 0; i < chart.size && found < MOST_CANDIDATES; i += 1) {
    if (!isInside(box, chart.x[i], chart.y[i]) || inSpotlight?.has(i) === false) continue;
    found += 1;
    if (i !== selected) yield candidate(i);
  }
}

function spotlitFilms({ batches, spotlight }: Scene): ReadonlySet<number> {
  return new Set(
    batches.flatMap(({ colour, indices }) => (colour === spotlight ? [...indices] : [])),
  );
}

/** The marker and its word. */
function personBox({ x, y }: Place): Box {
  const { left, right, half } = PERSON_REACH;
  return { left: x - left, right: x + right, top: y - half, bottom: y + half };
}
