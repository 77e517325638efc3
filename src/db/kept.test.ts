import { describe, expect, it } from 'vitest';
import { loadFit, saveFit } from './embeddings';
import type { StoredFit } from './fit';
import { parseSettings, readSettings, writeSettings } from './settings';
import { freshDatabase } from './testing/freshDatabase';

const DEFAULTS = {
  theme: 'system',
  backend: 'auto',
  hideSeen: true,
  diversity: 0,
  popularity: 0,
  system: null,
  aboutYou: { gender: null, ageGroup: null, occupation: null },
};

function fit(fields: Partial<StoredFit> = {}): StoredFit {
  return {
    packVersion: 'pack-1',
    fingerprint: 'a',
    vector: Float32Array.of(1, 2),
    curve: [{ step: 0, loss: 1 }],
    milliseconds: 3,
    relativeResidual: 0,
    place: { x: 0.5, y: 0.5 },
    trail: [],
    usedRatings: 1,
    fittedAt: 1,
    ...fields,
  };
}

describe('a stored embedding', () => {
  it('comes back for the pack that it was fitted on, and for no other', async () => {
    const db = freshDatabase();
    await saveFit(db, fit());
    const { vector, ...rest } = fit();
    const loaded = await loadFit(db, 'pack-1');
    expect(loaded).toMatchObject(rest);
    expect([...(loaded?.vector ?? [])]).toEqual([...vector]);
    expect(await loadFit(db, 'pack-2')).toBeNull();
  });

  it('gives way to the next one', async () => {
    const db = freshDatabase();
    await saveFit(db, fit());
    await saveFit(db, fit({ fingerprint: 'b' }));
    expect(await db.embeddings.count()).toBe(1);
    expect(await loadFit(db, 'pack-1')).toMatchObject({ fingerprint: 'b' });
  });

  it('in a form that this version does not know counts as none', async () => {
    const db = freshDatabase();
    await db.table('embeddings').put({ ...fit(), curve: undefined });
    expect(await loadFit(db, 'pack-1')).toBeNull();
  });
});

describe('settings', () => {
  it('have defaults', async () => {
    expect(await readSettings(freshDatabase())).toEqual(DEFAULTS);
  });

  it('are written one at a time and leave the others', async () => {
    const db = freshDatabase();
    await writeSettings(db, { theme: 'dark' });
    await writeSettings(db, { hideSeen: false });
    expect(await readSettings(db)).toEqual({ ...DEFAULTS, theme: 'dark', hideSeen: false });
  });

  it('fall back to the default where a value is illegal, and only there', () => {
    const values = { theme: 'neon', backend: 'cpu', hideSeen: 1, diversity: -0.1, popularity: -1 };
    expect(parseSettings({ ...values, other: 2 })).toEqual({
      ...DEFAULTS,
      backend: 'cpu',
      popularity: -1,
    });
  });

  it('keep what was told of a person as far as it is legal', () => {
    const told = { gender: 'F', ageGroup: 25, occupation: 'farmer' };
    const aboutYou = (value: unknown) => parseSettings({ aboutYou: value }).aboutYou;
    expect(aboutYou(told)).toEqual(told);
    expect(aboutYou({ ...told, gender: 'neon', ageGroup: -1 })).toEqual({
      ...DEFAULTS.aboutYou,
      occupation: 'farmer',
    });
    expect(aboutYou({ occupation: 'farmer' })).toEqual({
      ...DEFAULTS.aboutYou,
      occupation: 'farmer',
    });
    expect(aboutYou('farmer')).toEqual(DEFAULTS.aboutYou);
  });
});
