import { describe, expect, it } from 'vitest';
import { withTagsOf } from './tagsOfPeople';

const movies = [
  { title: 'A', tags: ['calm', 'long', 'calm'], taggedBy: [0, 2, 3] },
  { title: 'B', tags: ['loud'], taggedBy: [5] },
  { title: 'C', tags: ['from elsewhere'] },
  { title: 'D' },
];

describe('the tags of some people', () => {
  it('are kept, with the new rows of who gave them, and no others', () => {
    expect(withTagsOf(Int32Array.of(3, 2), movies)).toEqual([
      { title: 'A', tags: ['long', 'calm'], taggedBy: [1, 0] },
      { title: 'B', tags: [], taggedBy: [] },
      { title: 'C', tags: ['from elsewhere'] },
      { title: 'D' },
    ]);
  });

  it('of a part of them are those of the part', () => {
    const some = withTagsOf(Int32Array.of(0, 3), movies);
    expect(withTagsOf(Int32Array.of(1), some)[0]).toEqual({
      title: 'A',
      tags: ['calm'],
      taggedBy: [0],
    });
  });

  it('leave movies as they are where nobody is named', () => {
    const unnamed = movies.slice(2);
    expect(withTagsOf(Int32Array.of(0), unnamed)).toBe(unnamed);
  });
});
