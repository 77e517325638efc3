/**
 * @file Finds a Chromium for the journeys and the benchmark, or installs one.
 *
 * Playwright's own build comes first, because it is the one that Playwright was tested with; a
 * system's Chromium serves as well.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { runCommand } from './command';

export interface Browser {
  /** Absolute path of the executable. */
  readonly executablePath: string;
  /** Command-line arguments it needs on this machine. */
  readonly args: readonly string[];
}

/** Says what the person at the terminal can do about a missing browser. */
class NoBrowserError extends Error {
  override readonly name = 'NoBrowserError';
}

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const SYSTEM_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
const MACOS_PATHS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Nothing that Chromium does by itself may look like a request of the site. */
const QUIET = ['--no-first-run', '--disable-background-networking', '--disable-component-update'];

/**
 * What gives `navigator.gpu.requestAdapter()` an adapter, in a page and in a worker, on a machine
 * without a GPU: Dawn on SwiftShader, Chromium's own software renderer.
 */
export const WEBGPU_ARGS: readonly string[] = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

/** The browser on this machine, or null. Installs nothing. */
export function findBrowser(): Browser | null {
  const executablePath = candidates().find((path) => existsSync(path));
  if (executablePath === undefined) return null;
  // Chromium refuses to run its sandbox as root, which is who CI often is.
  const isRoot = process.getuid?.() === 0;
  return { executablePath, args: isRoot ? [...QUIET, '--no-sandbox'] : QUIET };
}

/**
 * The browser on this machine, installed first if need be.
 *
 * @throws NoBrowserError with what was tried.
 */
export async function ensureBrowser(log: (line: string) => void): Promise<Browser> {
  const tried: string[] = [];
  for (const install of INSTALLERS) {
    const found = findBrowser();
    if (found !== null) return found;
    log(`No Chromium here. Trying: ${install.join(' ')}`);
    const { ok, output } = await runCommand(install);
    if (!ok) tried.push(`$ ${install.join(' ')}\n${output.trim()}`);
  }
  const found = findBrowser();
  if (found !== null) return found;
  throw new NoBrowserError(
    [
      'The browser journeys need Chromium, and none could be installed.',
      'Install it yourself (`npx playwright install chromium`, or your system’s package) and run the tests again.',
      ...tried,
    ].join('\n\n'),
  );
}

const INSTALLERS: readonly (readonly [string, ...string[]])[] = [
  ['playwright', 'install', 'chromium'],
  ['apt-get', 'update'],
  ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
];

function candidates(): string[] {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...SYSTEM_FOLDERS];
  const inFolders = folders.flatMap((folder) => SYSTEM_NAMES.map((name) => join(folder, name)));
  return [chromium.executablePath(), ...inFolders, ...MACOS_PATHS];
}
