/** @file What jsdom lacks and the page's tests need. */
import { vi } from 'vitest';

/** jsdom knows `<dialog>` but not how to open or close one. */
HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
  if (!this.open) return;
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

/** An animation that is over at once. */
class FinishedAnimation extends EventTarget {
  readonly finished = Promise.resolve(this);
  cancel(): void {}
}
Object.defineProperty(Element.prototype, 'animate', {
  configurable: true,
  value: () => new FinishedAnimation(),
});
Element.prototype.scrollIntoView ??= vi.fn();

window.matchMedia ??= vi.fn((query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener: vi.fn(),
  removeEventListener: vi.fn(),
  addListener: vi.fn(),
  removeListener: vi.fn(),
  dispatchEvent: () => false,
}));

globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
