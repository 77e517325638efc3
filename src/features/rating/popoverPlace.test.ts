import { expect, test } from 'vitest';
import { popoverPlace } from './popoverPlace';

const popover = { width: 200, height: 150 };
const viewport = { width: 390, height: 844 };
const buttonAt = (left: number, top: number) => ({
  left,
  top,
  right: left + 32,
  bottom: top + 32,
});

test('opens below its button, right edges in line', () => {
  expect(popoverPlace(buttonAt(300, 100), popover, viewport)).toEqual({ left: 132, top: 138 });
});

test('opens above where there is no room below', () => {
  expect(popoverPlace(buttonAt(300, 800), popover, viewport)).toEqual({ left: 132, top: 644 });
});

test('stays in the window at its left and right edges', () => {
  expect(popoverPlace(buttonAt(10, 100), popover, viewport).left).toBe(8);
  expect(popoverPlace(buttonAt(385, 100), popover, viewport).left).toBe(182);
});

test('stays in a window that is too low for either side', () => {
  expect(popoverPlace(buttonAt(300, 60), popover, { width: 390, height: 200 }).top).toBe(42);
});
