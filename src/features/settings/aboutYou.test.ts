import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import type { Demographics } from '../../state/contract';
import { visited } from '../../state/testing/testApp';
import { withApp } from '../testing/withApp';
import { chosenValue, questionsOf, toldBy } from './aboutYouWords';
import SettingsForm from './SettingsForm.svelte';

const NOTHING: Demographics = { genders: [], ageGroups: [], occupations: [] };
const ML_1M: Demographics = {
  genders: ['F', 'M'],
  ageGroups: [1, 18, 25, 35, 45, 50, 56],
  occupations: ['K-12 student', 'academic/educator', 'farmer', 'other'],
};

function labelsOf(demographics: Demographics): Record<string, readonly string[]> {
  const questions = questionsOf(demographics);
  return Object.fromEntries(
    questions.map(({ label, options }) => [label, options.map((option) => option.label)]),
  );
}

describe('the questions about a person', () => {
  test('are none where the answers would not count', () => {
    expect(questionsOf(NOTHING)).toEqual([]);
    expect(labelsOf({ ...NOTHING, ageGroups: [1, 18] })).toEqual({
      Age: ['Rather not say', 'Under 18', '18 or older'],
    });
  });

  test('name every group, and begin with not saying it', () => {
    expect(labelsOf(ML_1M)).toEqual({
      Gender: ['Rather not say', 'Woman', 'Man'],
      Age: [
        'Rather not say',
        'Under 18',
        '18 to 24',
        '25 to 34',
        '35 to 44',
        '45 to 49',
        '50 to 55',
        '56 or older',
      ],
      Occupation: ['Rather not say', 'Academic/educator', 'Farmer', 'K-12 student', 'Other'],
    });
  });

  test('are answered by what the choice shows, whichever it is', () => {
    const untold = { gender: null, ageGroup: null, occupation: null };
    for (const { key, options } of questionsOf(ML_1M)) {
      for (const { value } of options) {
        expect(chosenValue({ ...untold, ...toldBy(key, value) }, key)).toBe(value);
      }
      expect(toldBy(key, options[0].value)).toEqual({ [key]: null });
    }
  });
});

describe('the settings', () => {
  test('do not ask where the pack knows nothing of people', async () => {
    const app = await visited();
    render(withApp(app, SettingsForm));
    expect(screen.getByRole('group', { name: 'Theme' })).toBeTruthy();
    expect(screen.queryByRole('group', { name: 'About you' })).toBeNull();
  });

  test('ask where it does, keep the answer, and take it back', async () => {
    const app = await visited();
    const { summary } = app.device;
    if (summary === null) throw new Error('The pack of the test is not open.');
    app.device.summary = { ...summary, demographics: ML_1M };
    render(withApp(app, SettingsForm));
    const group = screen.getByRole('group', { name: 'About you' });
    expect(group.textContent).toMatch(/stays in this browser.*before the first of them/);
    const age = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Age' });
    expect(age.value).toBe('');

    await fireEvent.change(age, { target: { value: '25' } });
    await vi.waitFor(() => expect(app.aboutYou.told.ageGroup).toBe(25));
    expect(age.selectedOptions[0].label).toBe('25 to 34');
    await fireEvent.change(age, { target: { value: '' } });
    await vi.waitFor(() => expect(app.aboutYou.told.ageGroup).toBeNull());
    expect(app.settings.aboutYou).toEqual({ gender: null, ageGroup: null, occupation: null });
  });
});
