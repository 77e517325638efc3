import { describe, expect, it } from 'vitest';
import { blendByCount, CONTENT_BLEND } from './contentEncoderBlend';

const learned = Float32Array.of(1, 2, 3, 4);
const content = Float32Array.of(-10, 20, -30, 40);

describe('a movie embedding blended by count', () => {
  it('is a share of the content place where there are no ratings, whatever the learned row', () => {
    const share = CONTENT_BLEND.shareBelow[0];
    const blended = blendByCount(learned, content, [0, 0], CONTENT_BLEND);
    content.forEach((value, at) => expect(blended[at]).toBeCloseTo(share * value));
    const other = blendByCount(
      learned.map(() => 99),
      content,
      [0, 0],
      CONTENT_BLEND,
    );
    expect(other).toEqual(blended);
  });

  it('is the learned embedding when the ratings are without number', () => {
    const blended = blendByCount(learned, content, [1e9, 1e9], CONTENT_BLEND);
    learned.forEach((value, at) => expect(blended[at]).toBeCloseTo(value, 5));
  });

  it('gives half of the content weight at the half count', () => {
    const { weight, halfCount } = CONTENT_BLEND;
    const blended = blendByCount(learned, content, [halfCount, halfCount], CONTENT_BLEND);
    learned.forEach((value, at) => {
      expect(blended[at]).toBeCloseTo(value + (weight / 2) * content[at], 5);
    });
  });

  it('looks at each movie by its own count', () => {
    const blended = blendByCount(learned, content, [0, 1e9], CONTENT_BLEND);
    expect(blended[1]).toBeCloseTo(CONTENT_BLEND.shareBelow[0] * 20);
    expect(blended[3]).toBeCloseTo(4, 5);
  });

  it('counts on the content less with every rating, once a movie has its own embedding', () => {
    const counts = Array.from({ length: 200 }, (_, at) => CONTENT_BLEND.ownFrom + at);
    const ones = new Float32Array(counts.length).fill(1);
    const shares = blendByCount(new Float32Array(counts.length), ones, counts, CONTENT_BLEND);
    shares.slice(1).forEach((share, at) => expect(share).toBeLessThan(shares[at]));
  });

  it('names a share for every count that has no embedding of its own', () => {
    expect(CONTENT_BLEND.shareBelow).toHaveLength(CONTENT_BLEND.ownFrom);
  });
});
