/**
 * @file What the person tells of themselves, as far as the pack can make use of it: nothing else of it
 * is part of a request.
 */
import type { Demographics, PersonalContext } from '../client/contract';
import type { AboutYouValues } from '../db/settings';
import type { Device } from './device.svelte';
import type { Settings } from './settings.svelte';

const NOTHING: Demographics = { genders: [], ageGroups: [], occupations: [] };

export class AboutYou {
  readonly #device: Device;
  readonly #settings: Settings;

  constructor(device: Device, settings: Settings) {
    this.#device = device;
    this.#settings = settings;
  }

  /** What is worth telling; nothing before a pack is open. */
  get demographics(): Demographics {
    return this.#device.summary?.demographics ?? NOTHING;
  }

  /** What was told, in the values of this pack: another one may have other age groups. */
  get told(): AboutYouValues {
    const { genders, ageGroups, occupations } = this.demographics;
    const { gender, ageGroup, occupation } = this.#settings.aboutYou;
    return {
      gender: genders.find((value) => value === gender) ?? null,
      ageGroup:
        ageGroup === null ? null : (ageGroups.findLast((lowest) => lowest <= ageGroup) ?? null),
      occupation: occupations.find((value) => value === occupation) ?? null,
    };
  }

  /** {@link told} for a request; null where it is nothing. */
  get context(): PersonalContext | null {
    const { gender, ageGroup: age, occupation } = this.told;
    if (gender === null && age === null && occupation === null) return null;
    return { gender, age, occupation };
  }

  /** Tells more, or takes it back with null; what is left out stays. */
  tell(patch: Partial<AboutYouValues>): Promise<void> {
    return this.#settings.setAboutYou(patch);
  }
}
