/** @file What the person chose about the app itself, with the defaults. */
import { liveQuery } from 'dexie';
import * as v from 'valibot';
import type { KinoraDatabase } from './database';

/** What nobody has to tell; null where it is not told. */
const aboutYouSchema = v.object({
  gender: v.fallback(v.nullable(v.picklist(['F', 'M'])), null),
  /** Lowest age of the group, in years. */
  ageGroup: v.fallback(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))), null),
  occupation: v.fallback(v.nullable(v.string()), null),
});

const NOTHING_TOLD = { gender: null, ageGroup: null, occupation: null };

const settingSchemas = {
  theme: v.fallback(v.picklist(['system', 'dark', 'light']), 'system'),
  backend: v.fallback(v.picklist(['auto', 'webgpu', 'wasm', 'cpu']), 'auto'),
  hideSeen: v.fallback(v.boolean(), true),
  /** Dials of "For you": 0 is neutral, up to 1 wide; −1 obscure to 1 mainstream. */
  diversity: v.fallback(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0),
  popularity: v.fallback(v.pipe(v.number(), v.minValue(-1), v.maxValue(1)), 0),
  /** Which system of the pack makes the list; null for the model. */
  system: v.fallback(v.nullable(v.string()), null),
  aboutYou: v.fallback(aboutYouSchema, NOTHING_TOLD),
};
const settingsSchema = v.object(settingSchemas);

export type SettingsValues = Readonly<v.InferOutput<typeof settingsSchema>>;
export type Theme = SettingsValues['theme'];
export type BackendChoice = SettingsValues['backend'];
export type AboutYouValues = Readonly<SettingsValues['aboutYou']>;

/** Reads settings from stored or imported values; a missing or illegal one gets its default. */
export function parseSettings(values: Readonly<Record<string, unknown>>): SettingsValues {
  const present = Object.fromEntries(
    Object.keys(settingSchemas).map((key) => [key, values[key] ?? null]),
  );
  return v.parse(settingsSchema, present);
}

export async function readSettings(db: KinoraDatabase): Promise<SettingsValues> {
  const rows = await db.settings.toArray();
  return parseSettings(Object.fromEntries(rows.map(({ key, value }) => [key, value])));
}

/** Writes the given settings in one transaction and leaves the others. */
export function writeSettings(db: KinoraDatabase, patch: Partial<SettingsValues>): Promise<void> {
  return db.transaction('rw', db.settings, async () => {
    await db.settings.bulkPut(Object.entries(patch).map(([key, value]) => ({ key, value })));
  });
}

/** Calls `onSettings` now and after each change in any tab, until the returned function is called. */
export function watchSettings(
  db: KinoraDatabase,
  onSettings: (settings: SettingsValues) => void,
  onError: (error: unknown) => void,
): () => void {
  const subscription = liveQuery(() => readSettings(db)).subscribe(onSettings, onError);
  return () => subscription.unsubscribe();
}
