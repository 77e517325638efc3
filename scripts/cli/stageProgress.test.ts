import { describe, expect, it } from 'vitest';
import { jointSteps } from './stageProgress';

describe('one bar over stages that go on at the same time', () => {
  it('appears when all have begun, and counts what they have done together', () => {
    const drawn: [done: number, total: number, detail?: string][] = [];
    const bar = {
      onStep: (...step: [number, number, string?]) => void drawn.push(step),
      finish: () => undefined,
    };
    const [first, second] = jointSteps(bar, ['first', 'second']);
    first(1, 10, 'alone');
    first(2, 10, 'alone');
    second(3, 20, 'loss 0.5');
    first(4, 10);
    expect(drawn).toEqual([
      [5, 30, 'second: loss 0.5'],
      [7, 30, 'first: '],
    ]);
  });
});
