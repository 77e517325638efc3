import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LatestFrame } from './latestFrame';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('many requests within a frame are painted once, the latest of them', () => {
  const painted: string[] = [];
  const frames = new LatestFrame<string>((value) => painted.push(value));
  frames.request('first');
  frames.request('second');
  vi.advanceTimersToNextFrame();
  vi.advanceTimersToNextFrame();
  expect(painted).toEqual(['second']);
});

test('an animation that asks in every frame is painted in every frame', () => {
  const painted: number[] = [];
  const frames = new LatestFrame<number>((value) => painted.push(value));
  let step = 0;
  const animate = () => {
    step += 1;
    frames.request(step);
    if (step < 5) requestAnimationFrame(animate);
  };
  animate();
  for (let i = 0; i < 6; i += 1) vi.advanceTimersToNextFrame();
  expect(painted.length).toBeGreaterThanOrEqual(4);
  expect(painted.at(-1)).toBe(5);
});

test('nothing is painted after it was cancelled, until it is asked again', () => {
  const painted: string[] = [];
  const frames = new LatestFrame<string>((value) => painted.push(value));
  frames.request('gone');
  frames.cancel();
  vi.advanceTimersToNextFrame();
  expect(painted).toEqual([]);
  frames.request('back');
  vi.advanceTimersToNextFrame();
  expect(painted).toEqual(['back']);
});
