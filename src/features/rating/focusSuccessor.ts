/** @file Keyboard focus when the card that has it goes away. */

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled)';

/**
 * Attach to an element that holds lists of cards. When the item with the focus is removed, because its
 * film was rated or hidden, the focus goes to the item that took its place instead of the page's top.
 */
export function focusSuccessor(container: HTMLElement): () => void {
  let item: HTMLElement | null = null;
  let list: HTMLElement | null = null;
  let position = 0;

  const remember = (event: FocusEvent) => {
    item = event.target instanceof Element ? event.target.closest('li') : null;
    list = item?.parentElement ?? null;
    if (item && list) position = [...list.children].indexOf(item);
  };
  const leave = (event: FocusEvent) => {
    // Without a related target the focus went nowhere: the window lost it, or the item is going.
    if (event.relatedTarget !== null) item = null;
  };
  const observer = new MutationObserver(() => {
    if (item === null || item.isConnected || !list?.isConnected) return;
    item = null;
    if (document.activeElement !== document.body) return;
    const items = [...list.children];
    const successor = items[Math.min(position, items.length - 1)];
    successor?.querySelector<HTMLElement>(FOCUSABLE)?.focus({ preventScroll: true });
  });

  container.addEventListener('focusin', remember);
  container.addEventListener('focusout', leave);
  observer.observe(container, { childList: true, subtree: true });
  return () => {
    container.removeEventListener('focusin', remember);
    container.removeEventListener('focusout', leave);
    observer.disconnect();
  };
}
