import { describe, expect, it } from 'vitest';
import { memorySource } from './testing/memorySource';
import { readDetails } from './readDetails';

const LINE =
  '1::Toy Story::1995::G::22 Nov 1995::Animation::John Lasseter::Joss Whedon (screenplay by)::Tom Hanks, Tim Allen::Woody’s "friends": toys.::https://example.org/a.jpg\r\n';
const EMPTY = '9::Sudden::N/A::N/A::N/A::N/A::N/A::N/A::N/A::N/A::N/A\r\n';

describe('movie details', () => {
  it('reads names and plot, UTF-8 with CRLF', async () => {
    const { details, report } = await readDetails(memorySource('movie_details.dat', LINE));
    expect(details.get(1)).toEqual({
      directors: ['John Lasseter'],
      actors: ['Tom Hanks', 'Tim Allen'],
      overview: 'Woody’s "friends": toys.',
    });
    expect(report.malformed).toBe(0);
  });

  it('names everybody once, without what they did', async () => {
    const line = LINE.replace('John Lasseter', 'Ann Lee, Bo Ek (co-director), Ann Lee');
    const { details } = await readDetails(memorySource('movie_details.dat', line));
    expect(details.get(1)?.directors).toEqual(['Ann Lee', 'Bo Ek']);
  });

  it('takes N/A as nothing', async () => {
    const { details } = await readDetails(memorySource('movie_details.dat', EMPTY));
    expect(details.get(9)).toEqual({ directors: [], actors: [], overview: '' });
  });

  it.each([
    ['a field is missing', '9::Sudden::1995\n', '3 fields, expected 11'],
    ['the id is no number', EMPTY.replace('9', 'nine'), 'movie id "nine" is not a whole number'],
    ['a movie comes twice', EMPTY, 'movie 9 is there already'],
  ])('refuses a file when %s in too many lines', async (_, line, reason) => {
    const reading = readDetails(memorySource('movie_details.dat', LINE + EMPTY + line));
    const accepted = readDetails(memorySource('movie_details.dat', LINE + EMPTY));
    await expect(reading).rejects.toThrow(reason);
    expect((await accepted).details.size).toBe(2);
  });
});
