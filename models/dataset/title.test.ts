import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTitle } from './title';

describe('parseTitle', () => {
  it.each<[raw: string, title: string, alternateTitle: string, year: number | null]>([
    ['Matrix, The (1999)', 'The Matrix', '', 1999],
    ['Beautiful Mind, A (2001)', 'A Beautiful Mind', '', 2001],
    ['Indecent Woman, An (1991)', 'An Indecent Woman', '', 1991],
    [
      'City of Lost Children, The (Cité des enfants perdus, La) (1995)',
      'The City of Lost Children',
      'La Cité des enfants perdus',
      1995,
    ],
    [
      "Star Maker, The (Uomo delle stelle, L') (1995)",
      'The Star Maker',
      "L'Uomo delle stelle",
      1995,
    ],
    ['Postman, The (Postino, Il) (1994)', 'The Postman', 'Il Postino', 1994],
    [
      'Baron Blood (Orrori del castello di Norimberga, Gli) (1972)',
      'Baron Blood',
      'Gli Orrori del castello di Norimberga',
      1972,
    ],
    ['Boot, Das (Boat, The) (1981)', 'Das Boot', 'The Boat', 1981],
    [
      'Seventh Seal, The (Sjunde inseglet, Det) (1957)',
      'The Seventh Seal',
      'Det Sjunde inseglet',
      1957,
    ],
    ['Midnight (Primeiro Dia, O) (1998)', 'Midnight', 'O Primeiro Dia', 1998],
    ['Acacias, Las (2011)', 'Las Acacias', '', 2011],
    ['Mad Adventures of Rabbi Jacob, the (1973)', 'The Mad Adventures of Rabbi Jacob', '', 1973],
  ])('puts the article of %j in front', (raw, title, alternateTitle, year) => {
    expect(parseTitle(raw)).toEqual({ title, alternateTitle, year });
  });

  it.each<[raw: string, title: string]>([
    ['Crow, The: Wicked Prayer (2005)', 'The Crow: Wicked Prayer'],
    ['Yesterday, Today and Tomorrow (1963)', 'Yesterday, Today and Tomorrow'],
    ['Monsters, Inc. (2001)', 'Monsters, Inc.'],
    ['Die, Monster, Die! (1965)', 'Die, Monster, Die!'],
    ['Lock, Stock & Two Smoking Barrels (1998)', 'Lock, Stock & Two Smoking Barrels'],
    [
      'Adventures of Priscilla, Queen of the Desert, The (1994)',
      'The Adventures of Priscilla, Queen of the Desert',
    ],
    ['I, Anna (2012)', 'I, Anna'],
  ])('moves an article only where one was moved away: %j', (raw, title) => {
    expect(parseTitle(raw).title).toBe(title);
  });

  it.each<[raw: string, title: string, alternateTitle: string]>([
    ['Seven (a.k.a. Se7en) (1995)', 'Seven', 'Se7en'],
    [
      'Léon: The Professional (a.k.a. The Professional) (Léon) (1994)',
      'Léon: The Professional',
      'The Professional / Léon',
    ],
    [
      'Clink of Ice, The (a.k.a.: Sound of Ice Cubes, The) (Le bruit des glaçons) (2010)',
      'The Clink of Ice',
      'The Sound of Ice Cubes / Le bruit des glaçons',
    ],
    ['Life Is Rosy (aka Life Is Beautiful) (1987)', 'Life Is Rosy', 'Life Is Beautiful'],
    ['To Have, or Not (En avoir (ou pas)) (1995)', 'To Have, or Not', 'En avoir (ou pas)'],
    ['Spy(ies) (Espion(s)) (2009)', 'Spy(ies)', 'Espion(s)'],
    ['The Naked Truth (1957) (Your Past Is Showing)', 'The Naked Truth', 'Your Past Is Showing'],
    ['Babies (Babies) (2010)', 'Babies', ''],
    [
      'Let the Right One In (Låt den rätte komma in) (2008)',
      'Let the Right One In',
      'Låt den rätte komma in',
    ],
  ])('finds the other titles of %j', (raw, title, alternateTitle) => {
    expect(parseTitle(raw)).toMatchObject({ title, alternateTitle });
  });

  it.each<[raw: string, title: string, year: number | null]>([
    ['2001: A Space Odyssey (1968)', '2001: A Space Odyssey', 1968],
    ['(500) Days of Summer (2009)', '(500) Days of Summer', 2009],
    ['1984 (1956)', '1984', 1956],
    ['2046 (2004)', '2046', 2004],
    ['Assassin(s) (1997)', 'Assassin(s)', 1997],
    ['(Untitled) (2009)', '(Untitled)', 2009],
    [
      'Human Centipede II (Full Sequence), The (2011)',
      'The Human Centipede II (Full Sequence)',
      2011,
    ],
    [
      'Birdman: Or (The Unexpected Virtue of Ignorance) (2014)',
      'Birdman: Or (The Unexpected Virtue of Ignorance)',
      2014,
    ],
    ['Death Note: Desu nôto (2006–2007)', 'Death Note: Desu nôto', 2006],
    ['Fireplace for Your Home (2009– )', 'Fireplace for Your Home', 2009],
    ['Land Before Time III (1995) (V)', 'Land Before Time III', 1995],
    ['Black Mirror', 'Black Mirror', null],
    ['Irwin & Fran 2013', 'Irwin & Fran 2013', null],
    ['1013 Briar Lane', '1013 Briar Lane', null],
    ['unknown', 'unknown', null],
    ['(2019)', '(2019)', null],
    ['() (2003)', '()', 2003],
    ['Hope You Die Next Time :-) (2018)', 'Hope You Die Next Time :-)', 2018],
  ])('tells the year from numbers and brackets of the title: %j', (raw, title, year) => {
    expect(parseTitle(raw)).toEqual({ title, alternateTitle: '', year });
  });

  it.each<[raw: string, title: string, year: number]>([
    ['Skokie\u00a0(1981)', 'Skokie', 1981],
    ['Babe Ruth Story, The (1948) ', 'The Babe Ruth Story', 1948],
    ['Blind Side, The  (2009)', 'The Blind Side', 2009],
    ['Deadly Advice(1994)', 'Deadly Advice', 1994],
    ['Burning Love (1983))', 'Burning Love', 1983],
  ])('puts up with the slips of %j', (raw, title, year) => {
    expect(parseTitle(raw)).toEqual({ title, alternateTitle: '', year });
  });

  it('never returns an empty title or loose spaces, whatever it is given', () => {
    const piece = fc.constantFrom('(', ')', ', The', ' ', '1999', 'a.k.a. ', 'Or', ':', 'É', "L'");
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const raw = pieces.join('');
        const { title, alternateTitle } = parseTitle(raw);
        if (raw.trim() !== '') expect(title).not.toBe('');
        expect(title).toBe(title.trim().replace(/\s+/g, ' '));
        expect(alternateTitle).toBe(alternateTitle.trim());
      }),
    );
  });

  it('undoes what the data set does to any title', () => {
    const word = fc.stringMatching(/^[A-Za-zé0-9'!.]{1,8}$/);
    const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((list) => list.join(' '));
    const article = fc.constantFrom('The', 'A', 'La', 'Der', 'Una', 'Los');
    fc.assert(
      fc.property(article, words, fc.integer({ min: 1888, max: 2030 }), (the, rest, year) => {
        expect(parseTitle(`${rest}, ${the} (${year})`)).toEqual({
          title: `${the} ${rest}`,
          alternateTitle: '',
          year,
        });
      }),
    );
  });
});
