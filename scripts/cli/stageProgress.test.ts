import { describe, expect, it } from 'vitest';
import { jointProgress } from './stageProgress';

describe('one bar over stages that go on at the same time', () => {
  it('appears when all have begun, and counts what they have done together', () => {
    const drawn: [done: number, total: number, detail?: string][] = [];
    let isFinished = false;
    const bar = {
      onStep: (...step: [number, number, string?]) => void drawn.push(step),
      finish: () => (isFinished = true),
    };
    const { onStep, finish } = jointProgress(bar, 2);
    const [first, second] = onStep;
    first(1, 10, 'first alone');
    first(2, 10, 'first alone');
    second(3, 20, 'second');
    first(4, 10, 'first');
    finish();
    expect(drawn).toEqual([
      [5, 30, 'second'],
      [7, 30, 'first'],
    ]);
    expect(isFinished).toBe(true);
  });
});
