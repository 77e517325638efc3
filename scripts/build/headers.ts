/**
 * @file The one place that says which HTTP headers the built site is served with. The build writes
 * them as `_headers`, the preview server sends them, and the `<meta>` policy comes from here too.
 */

/** One header by name and value. */
export type Header = readonly [name: string, value: string];

/** Headers of every path that `path` matches: exact, or a prefix when it ends in `*`. */
export interface HeaderRule {
  readonly path: string;
  readonly headers: readonly Header[];
}

/**
 * Everything comes from the site itself, and nothing may be sent anywhere else. `wasm-unsafe-eval`
 * lets TensorFlow.js compile its WASM binary; `blob:` lets the page start its worker through a stub
 * that inherits this policy even where only `<meta>` delivers it.
 */
const DIRECTIVES = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "img-src 'self' data: blob:",
  "style-src 'self'",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
] as const;

/** The policy as `<meta http-equiv>` takes it: browsers ignore `frame-ancestors` there. */
export const META_POLICY = DIRECTIVES.join('; ');

const HEADER_POLICY = [...DIRECTIVES, "frame-ancestors 'none'"].join('; ');

const SECONDS_IN_A_YEAR = 31_536_000;
const CACHE_FOREVER: Header = ['Cache-Control', `public, max-age=${SECONDS_IN_A_YEAR}, immutable`];
const REVALIDATE: Header = ['Cache-Control', 'no-cache'];

const EVERYWHERE: HeaderRule = {
  path: '/*',
  headers: [
    ['Content-Security-Policy', HEADER_POLICY],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    [
      'Permissions-Policy',
      'accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()',
    ],
  ],
};

/** Files that keep their name from one release to the next. */
const STABLE_NAMES = ['/', '/index.html', '/sw.js', '/manifest.webmanifest'];

/** A file name that carries at least 8 hex digits of its content's hash. */
const HASHED_NAME = /[.-][0-9a-f]{8,64}\.[a-z0-9]+$/;

/**
 * The rules of a built site.
 *
 * @param modelFiles paths under the site's root, such as `models/latest/manifest.json`. Hosts join
 *   the values when two rules set the same header, so each model file gets one exact rule.
 */
export function headerRules(modelFiles: readonly string[]): HeaderRule[] {
  return [
    EVERYWHERE,
    ...STABLE_NAMES.map((path) => ({ path, headers: [REVALIDATE] })),
    { path: '/assets/*', headers: [CACHE_FOREVER] },
    ...modelFiles.map((file) => ({
      path: `/${file}`,
      headers: [HASHED_NAME.test(file) ? CACHE_FOREVER : REVALIDATE],
    })),
  ];
}

/** The headers of one path, as a host that reads the rules would send them. */
export function headersOf(path: string, rules: readonly HeaderRule[]): Header[] {
  return rules.filter((rule) => matches(path, rule.path)).flatMap((rule) => rule.headers);
}

/** The rules in the `_headers` format of Netlify and Cloudflare Pages. */
export function toHeadersFile(rules: readonly HeaderRule[]): string {
  const blocks = rules.map(({ path, headers }) =>
    [path, ...headers.map(([name, value]) => `  ${name}: ${value}`)].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}

function matches(path: string, pattern: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}
