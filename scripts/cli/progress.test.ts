import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatSeconds } from './format';
import { createProgress } from './progress';

function recorder(isTTY: boolean) {
  const writes: string[] = [];
  let time = 0;
  return {
    writes,
    stream: { isTTY, write: (text: string) => writes.push(text) },
    now: () => time,
    advance: (ms: number) => {
      time += ms;
    },
  };
}

describe('createProgress', () => {
  it('estimates the remaining time from the pace so far', () => {
    const { writes, stream, now, advance } = recorder(true);
    const progress = createProgress({ label: 'Reading', total: 1000, stream, now });
    progress.update(0);
    advance(10_000);
    progress.update(250, 'loss 0.5');
    expect(writes.at(-1)).toContain(' 25 %  250 of 1,000  30 s left  loss 0.5');
    advance(30_000);
    progress.update(1000);
    progress.finish();
    expect(writes.at(-1)).toMatch(/100 % {2}1,000 of 1,000 {2}in 40 s\n$/);
  });

  it('does not count what an earlier run had done into the pace', () => {
    const { writes, stream, now, advance } = recorder(true);
    const progress = createProgress({ label: 'Reading', total: 1000, stream, now });
    progress.update(800);
    advance(10_000);
    progress.update(900);
    expect(writes.at(-1)).toContain('10 s left');
  });

  it('redraws at most ten times a second on a terminal', () => {
    const { writes, stream, now, advance } = recorder(true);
    const progress = createProgress({ label: 'Reading', total: 1000, stream, now });
    for (let i = 0; i < 1000; i++) {
      progress.update(i);
      advance(1);
    }
    expect(writes.length).toBeLessThanOrEqual(10);
  });

  it('writes whole plain lines, seldom, when stderr is no terminal', () => {
    const { writes, stream, now, advance } = recorder(false);
    const progress = createProgress({ label: 'Reading', stream, now, format: formatBytes });
    for (let second = 0; second < 25; second++) {
      progress.update(second * 1_000_000);
      advance(1000);
    }
    progress.finish('done');
    expect(writes).toEqual([
      'Reading  0 B  0 s\n',
      'Reading  10.0 MB  10 s\n',
      'Reading  20.0 MB  20 s\n',
      'Reading  24.0 MB  25 s  done\n',
    ]);
  });
});

describe('formats', () => {
  it('prints counts, bytes and durations for people', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
    expect([0, 999, 1000, 238_950_000, 5.5e13].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '239 MB',
      '55.0 TB',
    ]);
    expect([0.4, 59, 125, 3780].map(formatSeconds)).toEqual([
      '0 s',
      '59 s',
      '2 min 5 s',
      '1 h 3 min',
    ]);
  });
});
