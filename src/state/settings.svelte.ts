/** @file What the person chose about the app itself; kept on this device and shared by its tabs. */
import type { KinoraDatabase } from '../db/database';
import {
  parseSettings,
  readSettings,
  watchSettings,
  writeSettings,
  type AboutYouValues,
  type BackendChoice,
  type SettingsValues,
  type Theme,
} from '../db/settings';
import { storageProblem, type StorageProblem } from './storageProblem';
import { applyTheme, mirrorTheme } from './theme';

export class Settings {
  /** Set when a choice could not be stored; it then holds for this visit only. */
  problem = $state.raw<StorageProblem | null>(null);

  #values = $state.raw<SettingsValues>(parseSettings({}));
  readonly #db: KinoraDatabase;
  #writesUnderWay = 0;

  constructor(db: KinoraDatabase) {
    this.#db = db;
  }

  get theme(): Theme {
    return this.#values.theme;
  }

  /** The wish; what really runs is `device.status.backend`. Change it with `device.forceBackend`. */
  get backend(): BackendChoice {
    return this.#values.backend;
  }

  /** Leave rated movies out of the shelves. */
  get hideSeen(): boolean {
    return this.#values.hideSeen;
  }

  /** 0 as ranked, to 1 as varied as can be. */
  get diversity(): number {
    return this.#values.diversity;
  }

  /** −1 obscure, 0 as ranked, 1 mainstream. */
  get popularity(): number {
    return this.#values.popularity;
  }

  /** Which system of the pack makes the list; null for the model. Change it with `systems`. */
  get system(): string | null {
    return this.#values.system;
  }

  /** What the person tells of themselves; `aboutYou` of the app says what of it counts here. */
  get aboutYou(): AboutYouValues {
    return this.#values.aboutYou;
  }

  /** All of them, for a backup. */
  get values(): SettingsValues {
    return this.#values;
  }

  setTheme(theme: Theme): Promise<void> {
    return this.#write({ theme });
  }

  setBackend(backend: BackendChoice): Promise<void> {
    return this.#write({ backend });
  }

  setHideSeen(hideSeen: boolean): Promise<void> {
    return this.#write({ hideSeen });
  }

  setSystem(system: string | null): Promise<void> {
    return this.#write({ system });
  }

  /** Tells more, or takes it back; what is left out stays. */
  setAboutYou(patch: Partial<AboutYouValues>): Promise<void> {
    return this.#write({ aboutYou: { ...this.aboutYou, ...patch } });
  }

  /** Turns dials; those left out stay. */
  setDials(dials: Partial<Pick<SettingsValues, 'diversity' | 'popularity'>>): Promise<void> {
    return this.#write(dials);
  }

  /** Reads what is stored. Until it resolves the defaults hold. */
  async load(): Promise<void> {
    try {
      this.#adopt(await readSettings(this.#db));
    } catch (error) {
      this.problem = storageProblem(error);
    }
  }

  /** Follows changes, from other tabs too; the returned function stops it. */
  start(): () => void {
    return watchSettings(
      this.#db,
      (values) => {
        // While a dial is being moved, what was stored a moment ago must not move it back.
        if (this.#writesUnderWay === 0) this.#adopt(values);
      },
      (error) => {
        this.problem = storageProblem(error);
      },
    );
  }

  async #write(patch: Partial<SettingsValues>): Promise<void> {
    this.#adopt({ ...this.#values, ...patch });
    this.#writesUnderWay += 1;
    try {
      await writeSettings(this.#db, patch);
      this.problem = null;
    } catch (error) {
      this.problem = storageProblem(error);
    } finally {
      this.#writesUnderWay -= 1;
    }
  }

  #adopt(values: SettingsValues): void {
    this.#values = values;
    applyTheme(values.theme);
    mirrorTheme(values.theme);
  }
}
