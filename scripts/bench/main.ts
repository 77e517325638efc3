/** @file `npm run bench`: what a person waits for, measured in Chromium on the production build. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { build } from 'vite';
import { startSite } from '../build/site';
import { runCommand } from '../cli/command';
import type { OptionTable } from '../cli/options';
import { createProgress } from '../cli/progress';
import { ensureBrowser } from '../test/browser';
import { startCountingProxy } from './countingProxy';
import { measureFitting } from './fitting/measureFitting';
import { peakRendererBytes } from './memory';
import { measureRetrieval } from './retrieval/measureRetrieval';
import { measureScale } from './scale/measureScale';
import { firstVisit, rateMany } from './visit';
import { spreadOf } from './statistics';

const options = {
  ratings: { kind: 'integer', help: 'Ratings to time', minimum: 5, default: 60 },
  build: { kind: 'flag', help: 'Build the site first; otherwise it is measured as it is' },
  site: { kind: 'text', placeholder: 'folder', help: 'Folder of the built site', default: 'dist' },
  scale: {
    kind: 'list',
    placeholder: 'share,share,…',
    help: "Instead, measure data, training and packing at these shares of ML-32M's size",
  },
  retrieval: {
    kind: 'flag',
    help: 'Instead, measure the retrieval indices',
  },
  fitting: {
    kind: 'flag',
    help: 'Instead, measure how user embeddings are fitted on WASM and CPU, on Node',
  },
  sizes: {
    kind: 'list',
    placeholder: 'rows,rows,…',
    help: "With --retrieval: sizes of the tables; the pack's own number of movies is its table",
    default: ['14166', '90000', '1000000'],
  },
  pack: {
    kind: 'text',
    placeholder: 'folder',
    help: 'With --retrieval or --fitting: folder of the pack',
    default: 'public/models/latest',
  },
  from: {
    kind: 'text',
    placeholder: 'folder',
    help: 'With --retrieval: folder of the data sets; default: what `npm run data` downloaded',
  },
  out: {
    kind: 'text',
    placeholder: 'file',
    help: 'With --scale or --retrieval: also write the result here',
  },
  markdown: {
    kind: 'text',
    placeholder: 'file',
    help: 'With --retrieval or --fitting: also write the tables into this file',
  },
} as const satisfies OptionTable;

const spec = {
  usage: 'npm run bench --',
  summary:
    'Opens the production build in Chromium on the WASM backend with the whole catalogue loaded, ' +
    'rates films, and measures times, bytes and memory.',
  options,
  examples: [
    'npm run bench -- --build',
    'npm run bench -- --scale 0.01,0.03 --out scale.json',
    'npm run bench -- --retrieval --markdown docs/results.md',
    'npm run bench -- --fitting --markdown docs/training.md',
  ],
};

/** Budgets of the product. */
const TARGETS = { ratingToRecommendationsP95Ms: 100, bytesToFirstPersonal: 2_500_000 } as const;

process.exitCode = await runCommand(spec, process.argv.slice(2), async (args, { signal }) => {
  if (args.scale) return measureScale(args.scale.map(Number), args.out, signal);
  if (args.retrieval) {
    return measureRetrieval({ ...args, sizes: args.sizes.map(Number) }, signal);
  }
  if (args.fitting) return measureFitting(args.pack, args.markdown, signal);
  if (args.build) await build({ logLevel: 'warn', build: { outDir: args.site } });
  const { executablePath, args: browserArgs } = await ensureBrowser((line) =>
    process.stderr.write(`${line}\n`),
  );
  const profile = await mkdtemp(join(tmpdir(), 'kinora-bench-'));
  const site = await startSite({ base: '/', sendHeaders: true, folder: resolve(args.site) });
  const proxy = await startCountingProxy(site.url);
  let context: BrowserContext | null = null;
  try {
    context = await chromium.launchPersistentContext(profile, {
      executablePath,
      args: [...browserArgs],
      // The service worker fetches the shell a second time, for offline use.
      serviceWorkers: 'block',
    });
    const [page] = context.pages();
    const visit = await firstVisit(page, proxy.url, () => proxy.sentBytes());
    const progress = createProgress({ label: 'Rating films', total: args.ratings });
    const timings = await rateMany(page, args.ratings, (done) => progress.update(done));
    progress.finish();
    return {
      ...visit,
      ratingToRecommendationsMs: spreadOf(timings.map(({ totalMs }) => totalMs)),
      fineTuneMs: spreadOf(timings.map(({ fineTuneMs }) => fineTuneMs)),
      retrievalMs: spreadOf(timings.map(({ retrievalMs }) => retrievalMs)),
      rankingMs: spreadOf(timings.map(({ rankingMs }) => rankingMs)),
      peakMemoryBytes: await peakRendererBytes(profile),
      targets: TARGETS,
      node: process.version,
    };
  } finally {
    await context?.close();
    proxy.stop();
    await site.stop();
    await rm(profile, { recursive: true, force: true });
  }
});
