import type { RegisterSWOptions } from 'virtual:pwa-register';
import { describe, expect, it, vi } from 'vitest';
import { AppUpdate } from './update.svelte';

/** A service worker whose events the test raises itself. */
function registration() {
  const takeOver = vi.fn(() => Promise.resolve());
  let events: RegisterSWOptions = {};
  const update = new AppUpdate((options = {}) => {
    events = options;
    return takeOver;
  });
  return { update, takeOver, events };
}

describe('an update of the app', () => {
  it('is announced when it waits, and never takes over by itself', () => {
    const { update, takeOver, events } = registration();
    expect(update.available).toBe(false);
    events.onNeedRefresh?.();
    expect(update.available).toBe(true);
    expect(takeOver).not.toHaveBeenCalled();
  });

  it('takes over when the person says so', async () => {
    const { update, takeOver, events } = registration();
    events.onNeedRefresh?.();
    await update.apply();
    expect(takeOver).toHaveBeenCalledTimes(1);
  });

  it('is no update when the app is stored for the first time', () => {
    const { update, events } = registration();
    events.onOfflineReady?.();
    expect(update.offlineReady).toBe(true);
    expect(update.available).toBe(false);
  });

  it('says so in the console when the service worker does not start', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { update, events } = registration();
    events.onRegisterError?.(new Error('blocked'));
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('offline'), expect.any(Error));
    expect(update.offlineReady).toBe(false);
    warn.mockRestore();
  });
});
