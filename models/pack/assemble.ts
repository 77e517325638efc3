/** @file The trained model that a decoded pack stores. */
import type { FeatureSource } from '../ranking/pairFeatures';
import type { DenseWeights } from '../ranking/starRanker';
import { createBlock } from '../towers/block';
import { createSpace } from '../towers/space';
import { tensorOf, type Pack } from './load';

/** Towers, biases and counts: all that retrieval and the ranker's features need. */
export function featureSourceOfPack(pack: Pack): FeatureSource {
  const { blocks, popularityPrior, bias } = pack.manifest;
  const space = createSpace(
    blocks.map(({ name, weight, loss, embedding, dimensions }) =>
      createBlock(name, weight, loss, tensorOf(pack, embedding).values, dimensions),
    ),
    {
      weight: popularityPrior.weight,
      halfLife: popularityPrior.halfLife,
      popularity: tensorOf(pack, popularityPrior.tensor).values,
    },
  );
  return {
    space,
    bias: {
      mean: bias.mean,
      userShrinkage: bias.userShrinkage,
      movieBias: tensorOf(pack, bias.movieBias).values,
    },
    ratingCount: pack.catalogue.ratingCount,
  };
}

/** Weights of the ranking network, first layer to last. */
export function rankerWeightsOfPack(pack: Pack): DenseWeights[] {
  return pack.manifest.ranker.layers.map((layer) => {
    const kernel = tensorOf(pack, layer.kernel);
    return {
      kernel: kernel.values,
      kernelShape: [kernel.shape[0], kernel.shape[1]],
      bias: tensorOf(pack, layer.bias).values,
    };
  });
}
