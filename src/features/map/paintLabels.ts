/** @file Chooses and paints the labels: regions from afar, titles of well-known films close up. */
import { dotGrowth } from './dots';
import { placeLabels, type LabelCandidate, type PlacedLabel } from './labels';
import { haloedText } from './paintMarks';
import type { RegionLabel, Scene } from './scene';
import { closeness, isInside, toScreen, visibleBox, type Box } from './viewport';

type Context = CanvasRenderingContext2D;

/** CSS pixels. */
const TITLE_SIZE = 12.5;
const TITLE_HEIGHT = 15;
const REGION_SIZE = { narrow: 15, wide: 20 };
const WIDE_FROM = 640;
const REGION_GAP = 3;
const LONGEST_TITLE = 30;

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
  const regions = paintRegions(ctx, scene, regionOpacity(near));
  const person = scene.person === null ? [] : [personBox(scene)];
  paintTitles(ctx, scene, near, [...regions, ...person]);
}

function regionOpacity(near: number): number {
  const { from, to } = REGION_FADE;
  return REGION_OPACITY * Math.min(1, Math.max(0, (to - near) / (to - from)));
}

/** Returns the boxes that the names fill. */
function paintRegions(ctx: Context, scene: Scene, opacity: number): Box[] {
  if (opacity === 0 || scene.spotlight !== null) return [];
  const { size, view, fonts, colours, regions } = scene;
  const fontSize = size.width < WIDE_FROM ? REGION_SIZE.narrow : REGION_SIZE.wide;
  ctx.font = `600 ${fontSize}px ${fonts.voice}`;
  const placed = placeLabels(
    regions.map((region, id) => centred(ctx, region, id, toScreen(view, region), fontSize)),
    { size, limit: regions.length, obstacles: [] },
  );
  ctx.globalAlpha = opacity;
  for (const { id, x, y } of placed) {
    haloedText(ctx, regions[id].label, x, y, regions[id].colour, colours.disc);
  }
  ctx.globalAlpha = 1;
  return placed.map(({ box }) => box);
}

/** A label whose first choice lies over its own point: a region has no dot. */
function centred(
  ctx: Context,
  { label }: RegionLabel,
  id: number,
  { x, y }: { x: number; y: number },
  fontSize: number,
): LabelCandidate {
  const width = ctx.measureText(label).width;
  const height = fontSize + REGION_GAP;
  // `placeLabels` begins on the right of a dot; a dot on the text's left end puts it in the middle.
  return { id, x: x - width / 2, y, radius: -REGION_GAP, width, height };
}

function paintTitles(
  ctx: Context,
  scene: Scene,
  near: number,
  obstacles: readonly Box[],
): void {
  const { size, colours, titleOf } = scene;
  ctx.font = `550 ${TITLE_SIZE}px ${scene.fonts.work}`;
  const most = (size.width * size.height) / PIXELS_PER_TITLE;
  const limit = Math.round(most * Math.min(1, HOME_SHARE * near));
  const placed: PlacedLabel[] = placeLabels(titleCandidates(ctx, scene), {
    size,
    limit,
    obstacles,
  });
  for (const { id, x, y } of placed) {
    haloedText(ctx, shortened(titleOf(id)), x, y, colours.ink, colours.disc);
  }
}

function* titleCandidates(ctx: Context, scene: Scene): Generator<LabelCandidate> {
  const { chart, view, size, spotlight, radii, titleOf } = scene;
  const growth = dotGrowth(view.k);
  const box = visibleBox(view, size);
  const inSpotlight = spotlight === null ? null : spotlitFilms(scene);
  let found = 0;
  for (let i = 0; i < chart.size && found < MOST_CANDIDATES; i += 1) {
    if (!isInside(box, chart.x[i], chart.y[i]) || inSpotlight?.has(i) === false) continue;
    found += 1;
    yield {
      id: i,
      x: chart.x[i] * view.k + view.x,
      y: chart.y[i] * view.k + view.y,
      radius: radii[i] * growth,
      width: ctx.measureText(shortened(titleOf(i))).width,
      height: TITLE_HEIGHT,
    };
  }
}

function spotlitFilms({ batches, spotlight }: Scene): ReadonlySet<number> {
  return new Set(
    batches.flatMap(({ colour, indices }) => (colour === spotlight ? [...indices] : [])),
  );
}

/** A long title ends in an ellipsis, at a word where that is near. */
export function shortened(title: string): string {
  if (title.length <= LONGEST_TITLE) return title;
  const cut = title.slice(0, LONGEST_TITLE);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > LONGEST_TITLE / 2 ? space : LONGEST_TITLE).replace(/[\s:,–-]+$/, '')}…`;
}

/** The marker and its word. */
function personBox({ person, view }: Scene): Box {
  const { x, y } = person === null ? { x: 0, y: 0 } : toScreen(view, person.place);
  return { left: x - 18, right: x + 46, top: y - 18, bottom: y + 18 };
}
