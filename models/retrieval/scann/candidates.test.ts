import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Candidates } from './candidates';

describe('the candidates of a scan', () => {
  it('are the best of what was pushed, whatever the order and the ties', () => {
    const scores = fc.array(fc.integer({ min: -6, max: 6 }), { maxLength: 80 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 20 }), (pushed, capacity) => {
        const candidates = new Candidates(capacity);
        let threshold = candidates.threshold;
        pushed.forEach((score, slot) => {
          if (score > threshold) threshold = candidates.push(score, slot);
        });
        const best = Array.from(candidates.best(), (slot) => pushed[slot]).sort((a, b) => b - a);
        expect(best).toEqual(pushed.toSorted((a, b) => b - a).slice(0, capacity));
        expect(candidates.count).toBe(best.length);
        expect(new Set(candidates.best()).size).toBe(best.length);
      }),
    );
  });

  it('keep more once they have grown, and name the worst of them once settled', () => {
    const candidates = new Candidates(2);
    [5, 1, 4].forEach((score, slot) => candidates.push(score, slot));
    candidates.grow(4);
    [2, 3, 0].forEach((score, i) => candidates.push(score, 3 + i));
    candidates.settle();
    expect(candidates.threshold).toBe(2);
    expect(Array.from(candidates.best()).sort()).toEqual([0, 2, 3, 4]);
  });
});
