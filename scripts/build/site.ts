/** @file Serves the built site to tests and benchmarks, as a real host would. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { preview } from 'vite';
import { hosting } from './hosting';

const ROOT = join(import.meta.dirname, '..', '..');
const DIST = join(ROOT, 'dist');

export interface SiteOptions {
  /** The folder under which the site is served, with slashes around it. */
  readonly base: string;
  /** False serves it as a host that cannot set headers: only the `<meta>` policy is left. */
  readonly sendHeaders: boolean;
  /** Absolute path of the built folder; the repository's `dist/` unless given. */
  readonly folder?: string;
}

export interface Site {
  /** Absolute, with a trailing slash. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a server for a built folder on a free port.
 *
 * @throws Error when there is no build.
 */
export async function startSite({ base, sendHeaders, folder = DIST }: SiteOptions): Promise<Site> {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new Error(`No build in ${folder}. Run \`npm run build\` first.`);
  }
  const server = await preview({
    root: ROOT,
    configFile: false,
    base,
    appType: 'mpa',
    logLevel: 'silent',
    plugins: [hosting({ sendHeaders })],
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('The preview server has no address.');
  return { url, stop: () => server.close() };
}
