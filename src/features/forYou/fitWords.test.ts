import { describe, expect, test } from 'vitest';
import { curveTitle, fitSentence, formatMilliseconds, formatScientific } from './fitWords';

describe('the line under the headline', () => {
  test('promises nothing personal before the first rating', () => {
    expect(fitSentence({ ratings: 0, usedRatings: 0, milliseconds: null })).toMatch(
      /same for everybody/,
    );
    const told = { ratings: 0, usedRatings: 0, milliseconds: null, told: true };
    expect(fitSentence(told)).toMatch(/only what you told in the settings/);
    expect(fitSentence(told)).not.toMatch(/same for everybody/);
  });

  test('gives the numbers of the last fit', () => {
    expect(fitSentence({ ratings: 38, usedRatings: 38, milliseconds: 14.2 })).toBe(
      'From 38 ratings, fine-tuned on this device in 14 ms. Rate one more and everything below moves.',
    );
    expect(fitSentence({ ratings: 1, usedRatings: 1, milliseconds: 3.21 })).toMatch(
      /^From 1 rating, fine-tuned on this device in 3\.2 ms\./,
    );
  });

  test('says so when some films are unknown to the model', () => {
    expect(fitSentence({ ratings: 3, usedRatings: 2, milliseconds: 5 })).toMatch(
      /^From 3 ratings, 2 of them of films that the model knows, fine-tuned/,
    );
  });
});

describe('the title of the loss curve', () => {
  test('counts steps, not points', () => {
    const curve = [
      { step: 0, loss: 0.86 },
      { step: 1, loss: 0.3 },
      { step: 12, loss: 0.1132 },
    ];
    expect(curveTitle(curve, 14, 1.2e-7)).toBe(
      '12 steps in 14 ms took the loss from 0.8600 to 0.1132, with 1.2 × 10⁻⁷ of the gradient left.',
    );
  });

  test('does not speak of a fall where there was nothing to do', () => {
    expect(curveTitle([{ step: 0, loss: 1 }], 1, 0)).toBe(
      'The last place was already the best one: residual 0.',
    );
    expect(curveTitle([], 0, 0)).toBe('There is nothing to fit yet.');
  });
});

test('small numbers are written as powers of ten', () => {
  expect(formatScientific(0.0234)).toBe('0.023');
  expect(formatScientific(3.456e-10)).toBe('3.5 × 10⁻¹⁰');
  expect(formatScientific(0)).toBe('0');
});

test('short times have a decimal', () => {
  expect(formatMilliseconds(0.42)).toBe('0.4 ms');
  expect(formatMilliseconds(123.6)).toBe('124 ms');
});
