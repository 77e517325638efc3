/**
 * @file OKLCH to sRGB, and WCAG contrast. Matrices: B. Ottosson, "A perceptual color space for image
 * processing" (2020); contrast: WCAG 2.2, "relative luminance".
 */

export interface Oklch {
  /** Lightness, 0 to 1. */
  readonly l: number;
  /** Chroma, 0 to about 0.37. */
  readonly c: number;
  /** Hue in degrees. */
  readonly h: number;
}

/** Channels from 0 to 1, gamma-encoded unless said otherwise. */
export type Rgb = readonly [red: number, green: number, blue: number];

const GAMUT_TOLERANCE = 1e-4;
const CHROMA_STEP = 0.004;

/** Linear-light sRGB; channels leave 0 to 1 where the colour is out of gamut. */
export function linearRgbOf({ l, c, h }: Oklch): Rgb {
  const radians = (h * Math.PI) / 180;
  const a = c * Math.cos(radians);
  const b = c * Math.sin(radians);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function inGamut(rgb: Rgb): boolean {
  return rgb.every((channel) => channel >= -GAMUT_TOLERANCE && channel <= 1 + GAMUT_TOLERANCE);
}

/** The colour with just so much less chroma that sRGB can show it; hue and lightness stay. */
export function intoGamut(colour: Oklch): Oklch {
  let c = colour.c;
  while (c > 0 && !inGamut(linearRgbOf({ ...colour, c }))) c -= CHROMA_STEP;
  return { ...colour, c: Math.max(0, c) };
}

function encode(channel: number): number {
  const clipped = Math.min(1, Math.max(0, channel));
  return clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
}

/** `#rrggbb`, mapped into sRGB by chroma. */
export function hexOf(colour: Oklch): string {
  const channels = linearRgbOf(intoGamut(colour)).map((channel) =>
    Math.round(encode(channel) * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${channels.join('')}`;
}

/** WCAG relative luminance, 0 to 1. */
function luminanceOf(colour: Oklch): number {
  const [red, green, blue] = linearRgbOf(intoGamut(colour));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG contrast ratio, 1 to 21. */
export function contrast(a: Oklch, b: Oklch): number {
  const [darker, lighter] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => x - y) as [
    number,
    number,
  ];
  return (lighter + 0.05) / (darker + 0.05);
}
