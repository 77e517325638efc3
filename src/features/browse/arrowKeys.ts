/** @file Arrow keys between the cards of a grid, beside the Tab key that reaches everything in them. */

const CARD_LINK = 'li article > a[href]';

/** Attach to an element around a grid of cards: an arrow key moves the focus from sheet to sheet. */
export function arrowKeys(container: HTMLElement): () => void {
  const move = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const links = [...container.querySelectorAll<HTMLElement>(CARD_LINK)];
    const from = links.findIndex((link) => link === event.target);
    if (from < 0) return;
    const step = stepOf(event.key, columnsOf(links));
    const target = links.at(from + step);
    if (step === 0 || from + step < 0 || target === undefined) return;
    event.preventDefault();
    target.focus();
  };
  container.addEventListener('keydown', move);
  return () => container.removeEventListener('keydown', move);
}

/** How many sheets stand beside the first one. */
function columnsOf(links: readonly HTMLElement[]): number {
  const top = links.at(0)?.getBoundingClientRect().top;
  const next = links.findIndex((link) => link.getBoundingClientRect().top !== top);
  return next < 0 ? links.length : next;
}

function stepOf(key: string, columns: number): number {
  switch (key) {
    case 'ArrowRight':
      return 1;
    case 'ArrowLeft':
      return -1;
    case 'ArrowDown':
      return columns;
    case 'ArrowUp':
      return -columns;
    default:
      return 0;
  }
}
