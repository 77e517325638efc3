import { fireEvent } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { arrowKeys } from './arrowKeys';

const COLUMNS = 3;
let stop: () => void;
let links: HTMLElement[];

beforeEach(() => {
  const list = document.createElement('ul');
  links = Array.from({ length: 7 }, (_, i) => {
    const item = document.createElement('li');
    const article = document.createElement('article');
    const link = document.createElement('a');
    link.href = `#/movie/${i}`;
    const top = Math.floor(i / COLUMNS) * 300;
    link.getBoundingClientRect = vi.fn(() => new DOMRect(0, top, 100, 150));
    article.append(link, document.createElement('button'));
    item.append(article);
    list.append(item);
    return link;
  });
  document.body.append(list);
  stop = arrowKeys(list);
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
});

async function press(key: string, from: Element, modifiers = {}): Promise<number> {
  if (from instanceof HTMLElement) from.focus();
  await fireEvent.keyDown(from, { key, ...modifiers });
  return links.findIndex((link) => link === document.activeElement);
}

test('arrow keys go to the sheet beside, above and below', async () => {
  expect(await press('ArrowRight', links[0])).toBe(1);
  expect(await press('ArrowDown', links[1])).toBe(4);
  expect(await press('ArrowLeft', links[4])).toBe(3);
  expect(await press('ArrowUp', links[3])).toBe(0);
});

test('at the edges the focus stays', async () => {
  expect(await press('ArrowLeft', links[0])).toBe(0);
  expect(await press('ArrowUp', links[1])).toBe(1);
  expect(await press('ArrowDown', links[5])).toBe(5);
  expect(await press('ArrowRight', links[6])).toBe(6);
});

test('keys of the controls in a card, and of the browser, are left alone', async () => {
  const button = links[0].nextElementSibling;
  if (button === null) throw new Error('The card has no button.');
  expect(await press('ArrowRight', button)).toBe(-1);
  expect(await press('ArrowRight', links[0], { altKey: true })).toBe(0);
});
