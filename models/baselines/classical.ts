/**
 * @file The classical reference systems by name, with their constants. Where there are several
 * candidates, whoever evaluates chooses one on validation people; the first is the one to use without.
 */
import { alsRecipe } from './als';
import { contentRecipe, type ContentSettings } from './content';
import type { ProfileWeight } from './contentProfile';
import { hybridRecipe } from './hybrid';
import { ialsRecipe } from './ials';
import type { SystemRecipe } from './system';

export interface ClassicalSystem {
  readonly title: string;
  readonly candidates: readonly [SystemRecipe, ...SystemRecipe[]];
}

/** The best row of the document's table: rank 10, 10 iterations, λ 0.2, with biases. */
const DOCUMENT_ALS = alsRecipe(
  { rank: 10, iterations: 10, regularization: 0.2, centring: 'biases' },
  'ALS, document',
);

const ALS = alsRecipe({ rank: 20, iterations: 10, regularization: 0.15, centring: 'biases' });

/**
 * Weight of the unrated, regulariser and boost of the popularity prior: good for the latest sets, ML-1M
 * and ML-100K, the last one for people who rated much.
 */
const IALS = (
  [
    [0.1, 0.006, 3],
    [0.2, 0.01, 3],
    [0.2, 0.02, 3],
    [0.2, 0.02, 0],
  ] as const
).map(([unobservedWeight, regularization, priorBoost]) =>
  ialsRecipe({
    dimensions: 64,
    alternations: 8,
    unobservedWeight,
    regularization,
    priorBoost,
    priorHalfLife: 10,
    popularityWeight: 0.5,
    popularityHalfLife: 3,
  }),
);

/** What the document feeds its content model, as far as our sets have it. */
const DOCUMENT_CONTENT: Omit<ContentSettings, 'weight'> = {
  components: 50,
  textSources: ['title', 'overview'],
  textDimensions: 64,
  textWeight: 1,
};

/** Tags and makers read as well, and text that counts for more. */
const CONTENT = contentRecipe({
  ...DOCUMENT_CONTENT,
  textSources: ['title', 'overview', 'tags', 'people'],
  textWeight: 4,
  weight: 'log',
});

/** Shares of the collaborative part, chosen on validation people of the latest sets. */
const ALS_SHARE = 0.1;
const IALS_SHARE = 0.5;

/** By the name that a command line has for them. */
export const CLASSICAL: Readonly<Record<string, ClassicalSystem>> = {
  als: { title: 'ALS', candidates: [ALS] },
  'als-document': { title: 'ALS, document', candidates: [DOCUMENT_ALS] },
  ials: { title: 'iALS', candidates: [IALS[0], ...IALS.slice(1)] },
  content: { title: 'content', candidates: [CONTENT] },
  'content-log': documentContent('log'),
  'content-deviation': documentContent('deviation'),
  'content-normalised': documentContent('normalised'),
  hybrid: {
    title: 'ALS + content',
    candidates: [hybridRecipe(ALS, CONTENT, { share: ALS_SHARE })],
  },
  'hybrid-ials': {
    title: 'iALS + content',
    candidates: [hybridRecipe(IALS[0], CONTENT, { share: IALS_SHARE })],
  },
};

function documentContent(weight: ProfileWeight): ClassicalSystem {
  const title = `content, document, ${weight}`;
  return { title, candidates: [contentRecipe({ ...DOCUMENT_CONTENT, weight }, title)] };
}
