/** @file Text made comparable: accents, case and punctuation folded away. */

/** Letters that Unicode does not decompose into a base letter and a mark. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  ı: 'i',
};

const UNDECOMPOSED_PATTERN = new RegExp(`[${Object.keys(UNDECOMPOSED).join('')}]`, 'g');
const COMBINING_MARKS = /\p{Mn}/gu;
const NOT_LETTER_OR_DIGIT = /[^\p{L}\p{N}]+/gu;
const APOSTROPHES = /['’ʼ`]/g;

/** Lower case without accents: `Amélie` and `amelie` are the same. Letters of other scripts stay. */
export function foldAccents(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(COMBINING_MARKS, '')
    .replace(UNDECOMPOSED_PATTERN, (letter) => UNDECOMPOSED[letter] ?? letter)
    .normalize('NFC');
}

/** Folded words with single spaces, for matching: `Singin' in the Rain` is `singin in the rain`. */
export function foldForMatching(text: string): string {
  return foldAccents(text)
    .replace(APOSTROPHES, '')
    .replaceAll('&', ' and ')
    .replace(NOT_LETTER_OR_DIGIT, ' ')
    .trim();
}
