import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../models/dataset/random';
import { AliasTable } from './aliasTable';

const DRAWS = 200_000;

describe('the alias table', () => {
  it.each([[[1]], [[3, 1]], [[1, 1, 1]], [[0.5, 8, 0.1, 3, 40, 1e-9]]])(
    'draws %j in proportion',
    (weights) => {
      const table = new AliasTable(Float64Array.from(weights));
      const random = createRandom(9);
      const counts = weights.map(() => 0);
      for (let i = 0; i < DRAWS; i++) counts[table.draw(random)]++;
      const total = weights.reduce((a, b) => a + b);
      weights.forEach((weight, i) => {
        const share = weight / total;
        const deviation = Math.sqrt((share * (1 - share)) / DRAWS);
        expect(Math.abs(counts[i] / DRAWS - share)).toBeLessThanOrEqual(4.5 * deviation);
      });
    },
  );
});
