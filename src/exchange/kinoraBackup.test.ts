import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupFileName, readKinoraBackup, writeKinoraBackup, type Backup } from './kinoraBackup';

const WHEN = new Date('2026-03-09T10:11:12.000Z');

const time = fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 }));
const backup: fc.Arbitrary<Backup> = fc.record({
  entries: fc.uniqueArray(
    fc.record({
      movieId: fc.integer({ min: 1, max: 300_000 }),
      halfStars: fc.option(fc.integer({ min: 1, max: 10 })),
      ratedAt: time,
      watchlistedAt: time,
      hiddenAt: time,
      updatedAt: fc.integer({ min: 0, max: 4_000_000_000_000 }),
      note: fc.string({ unit: 'grapheme' }),
    }),
    { selector: ({ movieId }) => movieId },
  ),
  settings: fc.record({
    theme: fc.constantFrom('dark', 'light'),
    hideSeen: fc.boolean(),
    aboutYou: fc.record({ gender: fc.constantFrom('F', null), ageGroup: fc.nat() }),
  }),
});

const ENTRY = {
  movieId: 1,
  halfStars: 9,
  ratedAt: 5,
  watchlistedAt: null,
  hiddenAt: null,
  updatedAt: 5,
  note: '',
};
const FILE = {
  format: 'kinora-backup',
  version: 1,
  exportedAt: WHEN.toISOString(),
  entries: [ENTRY],
  settings: {},
};

function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

describe('a backup', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(backup, (written) => {
        expect(readKinoraBackup(writeKinoraBackup(written, WHEN))).toEqual({
          ok: true,
          value: written,
        });
      }),
    );
  });

  it('is JSON that says what it is', () => {
    const bytes = writeKinoraBackup({ entries: [ENTRY], settings: {} }, WHEN);
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(FILE);
  });

  it('is named by its day', () => {
    expect(backupFileName(WHEN)).toBe('kinora-2026-03-09.json');
  });
});

describe('a file that is not a backup', () => {
  it.each([
    ['bytes that are not text', Uint8Array.of(0xff, 0xfe, 0x00), 'file-unreadable'],
    ['an empty file', new Uint8Array(), 'file-unreadable'],
    ['half a file', bytesOf(FILE).slice(0, 80), 'file-unreadable'],
    ['a list', bytesOf([]), 'file-not-this-format'],
    ['another format', bytesOf({ ...FILE, format: 'letterboxd' }), 'file-not-this-format'],
    ['no version', bytesOf({ ...FILE, version: undefined }), 'file-not-this-format'],
    ['a newer version', bytesOf({ ...FILE, version: 2, films: {} }), 'file-newer'],
    ['no entries', bytesOf({ ...FILE, entries: undefined }), 'file-malformed'],
    ['stars', bytesOf({ ...FILE, entries: [{ ...ENTRY, halfStars: 4.5 }] }), 'file-malformed'],
    [
      'a rating of 11',
      bytesOf({ ...FILE, entries: [{ ...ENTRY, halfStars: 11 }] }),
      'file-malformed',
    ],
    ['a film twice', bytesOf({ ...FILE, entries: [ENTRY, ENTRY] }), 'file-malformed'],
    ['no such day', bytesOf({ ...FILE, exportedAt: 'yesterday' }), 'file-malformed'],
  ])('(%s) is a problem of its own kind, with what to do', (_, bytes, code) => {
    const result = readKinoraBackup(bytes);
    expect(result).toMatchObject({ ok: false, problem: { code } });
    expect(result.ok || result.problem.action).toMatch(/Nothing was changed/);
  });

  it('names the value that is wrong', () => {
    const file = { ...FILE, entries: [ENTRY, { ...ENTRY, movieId: 2, halfStars: 'nine' }] };
    const result = readKinoraBackup(bytesOf(file));
    expect(result.ok || result.problem.message).toContain('entries.1.halfStars');
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(readKinoraBackup(bytes).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readKinoraBackup(bytesOf(value)).ok).toBe(false);
      }),
    );
  });
});
