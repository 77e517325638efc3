import { describe, expect, it } from 'vitest';
import { pauses } from './pauses';

/** Work without a task of its own: each turn ends in the task that it began in. */
async function work(pause: () => Promise<void>, milliseconds: number): Promise<number> {
  const end = performance.now() + milliseconds;
  let turns = 0;
  for (; performance.now() < end; turns++) await pause();
  return turns;
}

describe('pauses in long work', () => {
  it('let a timer through long before the work ends', async () => {
    const began = performance.now();
    let heardAfter = Infinity;
    setTimeout(() => (heardAfter = performance.now() - began), 20);
    await work(pauses(), 500);
    expect(heardAfter).toBeLessThan(400);
  });

  it('stop the work with the reason of the signal, soon after it', async () => {
    const interruption = new AbortController();
    setTimeout(() => interruption.abort(new Error('enough')), 20);
    const began = performance.now();
    await expect(work(pauses(interruption.signal), 5000)).rejects.toThrow('enough');
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('cost nothing between two pauses', async () => {
    expect(await work(pauses(), 300)).toBeGreaterThan(1000);
  });
});
