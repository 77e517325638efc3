/** @file What a person can tell of themselves, as choices in words. */
import type { AboutYouValues, Demographics } from '../../state/contract';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** One question with its choices, of which the first tells nothing. */
interface Question {
  readonly key: keyof AboutYouValues;
  readonly label: string;
  readonly options: readonly Option[];
}

/** The value of {@link UNTOLD}. */
const NOTHING = '';

const UNTOLD: Option = { value: NOTHING, label: 'Rather not say' };

const GENDER_LABELS: Readonly<Record<Demographics['genders'][number], string>> = {
  F: 'Woman',
  M: 'Man',
};

/** The questions whose answers count. */
export function questionsOf({ genders, ageGroups, occupations }: Demographics): Question[] {
  const questions: Question[] = [
    {
      key: 'gender',
      label: 'Gender',
      options: genders.map((value) => ({ value, label: GENDER_LABELS[value] })),
    },
    { key: 'ageGroup', label: 'Age', options: ageOptions(ageGroups) },
    { key: 'occupation', label: 'Occupation', options: occupationOptions(occupations) },
  ];
  return questions
    .filter(({ options }) => options.length > 0)
    .map((question) => ({ ...question, options: [UNTOLD, ...question.options] }));
}

/** The value of the choice that was made. */
export function chosenValue(told: AboutYouValues, key: Question['key']): string {
  return String(told[key] ?? NOTHING);
}

/** What choosing this value tells; null takes it back. */
export function toldBy(key: Question['key'], value: string): Partial<AboutYouValues> {
  if (value === NOTHING) return { [key]: null };
  switch (key) {
    case 'gender':
      return { gender: value === 'F' || value === 'M' ? value : null };
    case 'ageGroup':
      return { ageGroup: Number(value) };
    case 'occupation':
      return { occupation: value };
  }
}

/** `Under 18`, `18 to 24`, `56 or older`. @param groups lowest ages, ascending */
function ageOptions(groups: readonly number[]): Option[] {
  return groups.map((lowest, i) => ({
    value: String(lowest),
    label: ageLabel(lowest, groups.at(i + 1), i === 0),
  }));
}

function ageLabel(lowest: number, next: number | undefined, isYoungest: boolean): string {
  if (next === undefined) return `${lowest} or older`;
  // The youngest group begins at whatever age its data set writes for it.
  if (isYoungest) return `Under ${next}`;
  return next === lowest + 1 ? String(lowest) : `${lowest} to ${next - 1}`;
}

function occupationOptions(occupations: readonly string[]): Option[] {
  return occupations
    .map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
