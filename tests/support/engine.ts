/** @file Which engine computes, as the page itself says it. */
import { expect, type Page } from '@playwright/test';

export const ENGINES = {
  webgpu: 'WebGPU, on the graphics processor',
  wasm: 'WebAssembly, on the processor',
  cpu: 'plain JavaScript, on the processor',
} as const;

export type Engine = keyof typeof ENGINES;

/** Reads it on the page About. */
export async function expectEngine(page: Page, engine: Engine): Promise<void> {
  await page.goto('./#/about');
  await expect(page.getByRole('main')).toContainText(`Running now: ${ENGINES[engine]}.`);
}

/** Chooses an engine on the page About, and waits until it runs. */
export async function chooseEngine(page: Page, label: 'WebGPU' | 'WASM' | 'CPU'): Promise<void> {
  await page.goto('./#/about');
  const choice = page.getByRole('group', { name: 'Engine' });
  await choice.getByRole('radio', { name: label, exact: true }).check();
}
