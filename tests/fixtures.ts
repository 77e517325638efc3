/**
 * @file What every journey starts with: the production build on a server of its own, and a witness
 * that fails the journey when the page breaks its policy or talks to anybody else.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as base, type BrowserContext } from '@playwright/test';
import { startSite, type Site, type SiteOptions } from '../scripts/build/site';
import { copyBuild, DIST } from './support/build';

/** What the witness wrote down. */
export interface Witness {
  /** Every request's URL, the workers' included. */
  readonly requests: readonly string[];
  /** Requests to another origin, `data:` and `blob:` left out. */
  readonly foreign: readonly string[];
  /** Breaches of the Content-Security-Policy, uncaught errors and errors in the console. */
  readonly complaints: readonly string[];
}

interface JourneyFixtures {
  /** How the site is served; a journey overrides it with `test.use({ siteOptions: … })`. */
  readonly siteOptions: Omit<SiteOptions, 'folder'>;
  /** Absolute path of the built folder that is served. */
  readonly siteFolder: string;
  readonly site: Site;
  /** True for a journey that breaks the policy on purpose, and counts what gets through itself. */
  readonly expectsBreaches: boolean;
  /** What the console may say besides, in a journey that lets the host make mistakes. */
  readonly expectedComplaints: RegExp | null;
  readonly witness: Witness;
}

const MANIFEST = join(import.meta.dirname, '..', 'public', 'models', 'latest', 'manifest.json');

/** What Chromium logs for each request of a journey that takes the network away. */
const OFFLINE = /net::ERR_INTERNET_DISCONNECTED/;

/** Whether a trained pack is here; journeys that need one skip themselves without it. */
export const hasPack = existsSync(MANIFEST);

/** The reason given for that. */
export const NO_PACK = 'no trained pack under public/models/latest';

export const test = base.extend<JourneyFixtures>({
  siteOptions: [{ base: '/', sendHeaders: true }, { option: true }],
  siteFolder: [DIST, { option: true }],
  site: async ({ siteOptions, siteFolder }, use) => {
    const site = await startSite({ ...siteOptions, folder: siteFolder });
    await use(site);
    await site.stop();
  },
  expectsBreaches: [false, { option: true }],
  expectedComplaints: [null, { option: true }],
  baseURL: async ({ site }, use) => {
    await use(site.url);
  },
  witness: [
    async ({ context, site, expectsBreaches, expectedComplaints }, use) => {
      const witness = observe(context, new URL(site.url).origin);
      await use(witness);
      if (expectsBreaches) return;
      expect(witness.foreign, 'requests to another origin').toEqual([]);
      const unexpected = witness.complaints.filter((text) => !expectedComplaints?.test(text));
      expect(unexpected, 'errors on the page').toEqual([]);
    },
    { auto: true },
  ],
});

/** Journeys on a copy of the build, which they may change while it is served. */
export const releaseTest = test.extend({
  siteFolder: async ({ siteFolder }, use) => {
    const copy = await copyBuild(siteFolder);
    await use(copy.folder);
    await copy.remove();
  },
});

export { expect };

function observe(context: BrowserContext, origin: string): Witness {
  const requests: string[] = [];
  const foreign: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    requests.push(url.href);
    const isLocal = url.protocol === 'data:' || url.protocol === 'blob:';
    if (!isLocal && url.origin !== origin) foreign.push(url.href);
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    const isComplaint = message.type() === 'error' && !OFFLINE.test(message.text());
    if (isComplaint) complaints.push(message.text());
  });
  return { requests, foreign, complaints };
}
