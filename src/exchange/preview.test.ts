import { describe, expect, it } from 'vitest';
import type { BackupEntry } from './kinoraBackup';
import { previewImport } from './preview';

function entry(movieId: number, halfStars: number | null): BackupEntry {
  return {
    movieId,
    halfStars,
    ratedAt: null,
    watchlistedAt: null,
    hiddenAt: null,
    updatedAt: 0,
    note: '',
  };
}

describe('a preview of an import', () => {
  it('puts each entry in exactly one group', () => {
    const stored = new Map([
      [2, entry(2, 6)],
      [3, entry(3, 6)],
      [4, entry(4, null)],
      [900, entry(900, 2)],
    ]);
    const incoming = [entry(1, 5), entry(2, 6), entry(3, 7), entry(4, 8), entry(900, 1)];
    const preview = previewImport(
      incoming,
      (id) => stored.get(id),
      (id) => id < 100,
    );
    expect(preview.added).toEqual([entry(1, 5)]);
    expect(preview.same).toEqual([entry(2, 6)]);
    expect(preview.conflicts).toEqual([
      { movieId: 3, stored: entry(3, 6), incoming: entry(3, 7) },
      { movieId: 4, stored: entry(4, null), incoming: entry(4, 8) },
    ]);
    expect(preview.unknown).toEqual([entry(900, 1)]);
  });
});
