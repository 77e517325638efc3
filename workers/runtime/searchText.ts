/** @file How titles and queries become comparable words. */

/** Letters that Unicode does not decompose into a base letter and an accent. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const SPECIAL_LETTER = /[æœøßłđðþı]/g;

/** Marks inside a word that people leave out: `schindlers`, `walle`, `et`, `spiderman`. */
const INNER_MARKS = /(?<=[\p{L}\p{N}])['’.·-]+(?=[\p{L}\p{N}])/gu;
const APOSTROPHES = /['’]/g;
const NOT_A_WORD = /[^\p{L}\p{N}]+/u;

/** Words in thousands of titles: searching for them is slow and says nothing beside other words. */
const FUNCTION_WORDS = new Set(['the', 'of', 'a', 'and', 'in']);

/** Words that may stand in front of a title, or behind it after a comma, or be left out. */
const ARTICLES = new Set('the a an le la les l un une el los las il lo der das'.split(' '));

/** Lower case without accents: `Amélie` becomes `amelie`. */
function foldAccents(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(SPECIAL_LETTER, (letter) => PLAIN_LETTERS[letter]);
}

/** The words of a text, folded: `Schindler's List` gives `schindlers`, `list`. */
export function wordsOf(text: string): string[] {
  return foldAccents(text)
    .replace(APOSTROPHES, '')
    .split(NOT_A_WORD)
    .filter((word) => word !== '');
}

/** Words to index: those of the text, and hyphenated or dotted words once more in one piece. */
export function indexedWords(text: string): string[] {
  const joined = foldAccents(text).replace(INNER_MARKS, '').split(NOT_A_WORD);
  return tellingWords([...new Set([...wordsOf(text), ...joined])].filter((word) => word !== ''));
}

/** The words that tell titles apart; all of them when there are no others. */
export function tellingWords(words: readonly string[]): string[] {
  const telling = words.filter((word) => !FUNCTION_WORDS.has(word));
  return telling.length > 0 ? telling : [...words];
}

/** A title as one string without its leading or trailing article, to compare whole titles. */
export function titleKey(words: readonly string[]): string {
  const first = words.length > 1 && ARTICLES.has(words[0]) ? 1 : 0;
  const last = words.length - first > 1 && ARTICLES.has(words[words.length - 1]) ? 1 : 0;
  return words.slice(first, words.length - last).join(' ');
}
