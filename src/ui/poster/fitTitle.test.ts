import { describe, expect, test } from 'vitest';
import { fitTitle } from './fitTitle';
import { isRightToLeft, textWidth } from './measure';
import { splitTitle } from './splitTitle';

const measure = { width: 172, height: 104, maxSize: 46, minSize: 13 };
const text = (title: string) => fitTitle(title, measure).lines.map((line) => line.text);

describe('a title', () => {
  test('of one letter is large and wide', () => {
    expect(fitTitle('M', measure)).toMatchObject({ fontSize: 46, stretch: 125 });
  });

  test('of one long word is condensed rather than broken', () => {
    const fitted = fitTitle('Koyaanisqatsi', measure);
    expect(fitted.lines).toHaveLength(1);
    expect(fitted.stretch).toBeLessThan(100);
  });

  test('keeps all its words in order, whatever the breaks', () => {
    const title = 'Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb';
    expect(text(title).join(' ')).toBe(title);
    expect(fitTitle(title, measure).lines.length).toBeGreaterThan(3);
  });

  test('never leaves its measure', () => {
    for (const title of [
      'Heat',
      'Once Upon a Time in the West',
      'A b c d e f g h i j k l m n o p',
    ]) {
      const fitted = fitTitle(title, measure);
      expect(Math.max(...fitted.lines.map((line) => line.width))).toBeLessThanOrEqual(172);
      expect(fitted.lines.length * fitted.leading).toBeLessThanOrEqual(104.01);
    }
  });

  test('with a word that no setting fits is cut with a hyphen', () => {
    const word = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk';
    const lines = text(word);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines[0]).toMatch(/-$/);
    expect(lines.map((line) => line.replace(/-$/, '')).join('')).toBe(word);
  });

  test('without end ends in an ellipsis at the least size', () => {
    const fitted = fitTitle('Night of the Day of the Dawn '.repeat(12), measure);
    expect(fitted.lines.at(-1)?.text).toMatch(/…$/);
    expect(fitted.fontSize).toBeCloseTo(13, 0);
  });

  test('in a script without spaces may break anywhere', () => {
    expect(text('千と千尋の神隠しとその他の物語').length).toBeGreaterThan(1);
  });

  test('of a few syllables in another script is one large line', () => {
    expect(fitTitle('기생충', measure)).toMatchObject({
      fontSize: 46,
      lines: [{ text: '기생충' }],
    });
  });

  test('in another script has no width to enforce', () => {
    expect(fitTitle('Сталкер', measure).lines[0]?.measured).toBe(false);
    expect(fitTitle('Amélie', measure).lines[0]?.measured).toBe(true);
  });
});

test('accents do not make a text wider, and the width axis does', () => {
  expect(textWidth('Amélie', 100)).toBe(textWidth('Amelie', 100));
  expect(textWidth('Heat', 125)).toBeGreaterThan(textWidth('Heat', 100));
  expect(textWidth('Heat', 81)).toBeCloseTo(
    (textWidth('Heat', 62) + textWidth('Heat', 100)) / 2,
    6,
  );
});

test('the direction of a title is that of its first letter', () => {
  expect(isRightToLeft('جدایی نادر از سیمین')).toBe(true);
  expect(isRightToLeft('8½')).toBe(false);
  expect(isRightToLeft('Waltz with Bashir')).toBe(false);
});

test('long titles are split where their subtitle begins, short ones and alternatives are not', () => {
  expect(splitTitle('Star Wars: Episode IV - A New Hope')).toEqual({
    main: 'Star Wars',
    second: 'Episode IV - A New Hope',
  });
  expect(splitTitle('Mad Max: Fury Road').second).toBe('');
  expect(splitTitle('Dr. Strangelove or: How I Learned to Stop Worrying').second).toBe('');
});
