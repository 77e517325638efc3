import { describe, expect, it } from 'vitest';
import { LatestWins, SUPERSEDED, type Turn } from './latest';
import { yieldToMessages } from './macrotask';

/** Work in chunks, as a fine-tune does it; answers how many chunks it did. */
async function chunks(turn: Turn, count: number): Promise<number> {
  let done = 0;
  while (done < count && !turn.superseded) {
    done += 1;
    await yieldToMessages();
  }
  return done;
}

describe('latest wins', () => {
  it('answers a lone request with its result', async () => {
    const latest = new LatestWins<'search'>();
    expect(await latest.run('search', (turn) => chunks(turn, 3))).toBe(3);
  });

  it('answers an older request of the same kind as superseded and stops its work', async () => {
    const latest = new LatestWins<'fineTune'>();
    let olderChunks = 0;
    const older = latest.run('fineTune', async (turn) => {
      olderChunks = await chunks(turn, 1_000);
      return olderChunks;
    });
    await yieldToMessages();
    const newer = latest.run('fineTune', (turn) => chunks(turn, 5));
    expect(await older).toBe(SUPERSEDED);
    expect(await newer).toBe(5);
    expect(olderChunks).toBeLessThan(1_000);
  });

  it('answers the older one before the newer one is finished', async () => {
    const latest = new LatestWins<'recommend'>();
    const finished: string[] = [];
    const never = new Promise<string>(() => undefined);
    const older = latest.run('recommend', () => never).then(() => finished.push('older'));
    const newer = latest
      .run('recommend', (turn) => chunks(turn, 3))
      .then(() => finished.push('newer'));
    await Promise.all([older, newer]);
    expect(finished).toEqual(['older', 'newer']);
  });

  it('lets requests of different kinds finish side by side', async () => {
    const latest = new LatestWins<'search' | 'recommend'>();
    const answers = await Promise.all([
      latest.run('search', (turn) => chunks(turn, 2)),
      latest.run('recommend', (turn) => chunks(turn, 4)),
    ]);
    expect(answers).toEqual([2, 4]);
  });

  it('hides the late failure of a superseded request, and shows that of the newest', async () => {
    const latest = new LatestWins<'search'>();
    const failing = async (): Promise<never> => {
      await yieldToMessages();
      throw new Error('broken');
    };
    const older = latest.run('search', failing);
    const newer = latest.run('search', failing);
    expect(await older).toBe(SUPERSEDED);
    await expect(newer).rejects.toThrow('broken');
  });
});

describe('yielding', () => {
  it('lets a message that is already waiting be handled first', async () => {
    const { port1, port2 } = new MessageChannel();
    let seen = false;
    port1.onmessage = () => {
      seen = true;
    };
    port2.postMessage('newer request');
    for (let i = 0; i < 3 && !seen; i++) await yieldToMessages();
    port1.close();
    expect(seen).toBe(true);
  });
});
