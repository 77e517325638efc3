import { expect, it } from 'vitest';
import type { History } from '../dataset/columns';
import { prepareUser } from '../ranking/pairFeatures';
import { CANDIDATES } from '../ranking/rankCandidates';
import { Ranker } from '../ranking/ranker';
import { onEachBackend } from '../testing/backends';
import { exampleHistory } from '../testing/examples';
import { exampleFacts, exampleModel } from '../testing/models';
import { foldInAll } from '../towers/closedForm';
import { blockGains } from '../towers/space';
import { rankingSystem, retrievalSystem } from './systems';
import { featureSourceOf } from './trainedModel';

const MOVIES = CANDIDATES + 60;
const model = exampleModel({ movies: MOVIES, blocks: [6, 3] });
const source = featureSourceOf(model, exampleFacts(MOVIES));
const history = exampleHistory(MOVIES, 20);
const isUnseen = (movie: number): boolean => !history.movies.includes(movie);

/** Retrieval scores block by block, in double precision. */
function naiveScores(given: History): number[] {
  const { space } = source;
  const user = foldInAll(space, given);
  const gains = blockGains(space, user);
  return Array.from({ length: MOVIES }, (_, movie) => {
    let at = 0;
    let score = (0.5 / (1 + given.movies.length / 3)) * space.prior.popularity[movie];
    space.blocks.forEach(({ embedding, dimensions }, b) => {
      for (let i = 0; i < dimensions; i++) {
        score += gains[b] * user[at + i] * embedding[movie * dimensions + i];
      }
      at += dimensions;
    });
    return score;
  });
}

onEachBackend('a model under test', () => {
  it('retrieves what its scores say, and nothing that is not allowed', async () => {
    // At ten ratings the curve of the prior has a knot.
    const ten = exampleHistory(MOVIES, 10);
    const scores = naiveScores(ten);
    const isAllowed = (movie: number): boolean => movie % 3 > 0;
    const expected = scores
      .map((_, movie) => movie)
      .filter(isAllowed)
      .sort((a, b) => scores[b] - scores[a])
      .slice(0, 25);
    const system = retrievalSystem('retrieval', source.space);
    expect(Array.from(await system.recommend(ten, 25, isAllowed))).toEqual(expected);
  });

  it('ranks the candidates of retrieval anew', async () => {
    const ranker = new Ranker(source, model.ranker);
    const ranked = await rankingSystem('kinora', source, ranker).recommend(history, 30, isUnseen);
    const retrieved = await retrievalSystem('retrieval', source.space).recommend(
      history,
      CANDIDATES,
      isUnseen,
    );
    const user = prepareUser(source, foldInAll(source.space, history), history);
    const { scores } = await ranker.rank(user, retrieved);
    ranker.dispose();
    const expected = Array.from(retrieved, (movie, i) => ({ movie, score: scores[i] }))
      .sort((a, b) => b.score - a.score || a.movie - b.movie)
      .slice(0, 30)
      .map(({ movie }) => movie);
    expect(ranked).toEqual(expected);
    expect(ranked).not.toEqual(Array.from(retrieved).slice(0, 30));
  });

  it('recommends to nobody what retrieval does', async () => {
    const nobody: History = { movies: new Int32Array(0), halfStars: [] };
    const ranker = new Ranker(source, model.ranker);
    const list = await rankingSystem('kinora', source, ranker).recommend(nobody, 40, () => true);
    ranker.dispose();
    const { recommend } = retrievalSystem('retrieval', source.space);
    expect(list).toEqual(Array.from(await recommend(nobody, 40, () => true)));
  });
});
