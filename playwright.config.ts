import { defineConfig, devices } from '@playwright/test';
import { findBrowser, WEBGPU_ARGS } from './scripts/test/browser';

const browser = findBrowser();

/** How Chromium starts; without a browser, Playwright itself says how to get one. */
const launchOptions = (...extra: readonly string[]) =>
  browser === null
    ? {}
    : { executablePath: browser.executablePath, args: [...browser.args, ...extra] };

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  // Two cores: one journey at a time, so that times mean something.
  workers: 1,
  forbidOnly: true,
  // CI machines are shared and noisy. What passed at its second try only, `npm test` names.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: launchOptions(),
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    // Costs a third of the time; `npx playwright test --trace retain-on-failure` turns it on.
    trace: 'off',
  },
  projects: [
    { name: 'chromium', testIgnore: 'webgpu*.spec.ts' },
    {
      name: 'webgpu',
      testMatch: 'webgpu*.spec.ts',
      // A processor stands in for the graphics device, and compiles every shader at first use.
      timeout: 300_000,
      expect: { timeout: 100_000 },
      use: { launchOptions: launchOptions(...WEBGPU_ARGS) },
    },
  ],
});
