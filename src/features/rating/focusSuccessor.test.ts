import { afterEach, beforeEach, expect, test } from 'vitest';
import { focusSuccessor } from './focusSuccessor';

let container: HTMLElement;
let stop: () => void;

const button = (name: string) => container.querySelector<HTMLElement>(`#${name}`);
const mutationsSeen = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  container = document.createElement('div');
  container.innerHTML =
    '<ul>' +
    ['a', 'b', 'c'].map((name) => `<li><button id="${name}"></button></li>`).join('') +
    '</ul><button id="outside"></button>';
  document.body.append(container);
  stop = focusSuccessor(container);
});

afterEach(() => {
  stop();
  container.remove();
});

test('the next item gets the focus of a removed one', async () => {
  button('b')?.focus();
  button('b')?.closest('li')?.remove();
  await mutationsSeen();
  expect(document.activeElement?.id).toBe('c');
});

test('the one before gets it when the last item goes', async () => {
  button('c')?.focus();
  button('c')?.closest('li')?.remove();
  await mutationsSeen();
  expect(document.activeElement?.id).toBe('b');
});

test('a focus that is elsewhere by then stays there', async () => {
  button('b')?.focus();
  button('outside')?.focus();
  button('b')?.closest('li')?.remove();
  await mutationsSeen();
  expect(document.activeElement?.id).toBe('outside');
});

test('nothing is focused when the last of all items goes', async () => {
  button('a')?.focus();
  container.querySelectorAll('li').forEach((li) => li.remove());
  await mutationsSeen();
  expect(document.activeElement).toBe(document.body);
});
