/** @file The ranking network in a pack. */
import type { Manifest } from '../../models/pack/manifest';
import type { DenseWeights, NetworkWeights } from '../../models/ranking/network';
import { tensorFile, type Artefact } from './artefacts';

/** Layers with the names of their tensors. */
function namedLayers({ cross, hidden, heads }: NetworkWeights): {
  name: string;
  weights: DenseWeights;
}[] {
  return [
    ...cross.map((weights, i) => ({ name: `cross-${i}`, weights })),
    ...hidden.map((weights, i) => ({ name: `hidden-${i}`, weights })),
    { name: 'heads', weights: heads },
  ];
}

const layerEntry = (name: string) => ({ kernel: `${name}-kernel`, bias: `${name}-bias` });

export function rankerEntry({ cross, hidden }: NetworkWeights): Manifest['ranker'] {
  return {
    kind: 'dcn-v2',
    featureMean: 'feature-mean',
    featureDeviation: 'feature-deviation',
    logScale: 'score-log-scale',
    cross: cross.map((_, i) => layerEntry(`cross-${i}`)),
    hidden: hidden.map((_, i) => layerEntry(`hidden-${i}`)),
    heads: layerEntry('heads'),
  };
}

export function rankerTensors(
  artefacts: Map<string, Artefact>,
  ranker: NetworkWeights,
): Manifest['tensors'] {
  return tensorFile(artefacts, 'ranker', (writer) => {
    const vector = (values: Float32Array) => ({ shape: [values.length], values });
    writer.add('feature-mean', vector(ranker.featureMean), 'float32');
    writer.add('feature-deviation', vector(ranker.featureDeviation), 'float32');
    writer.add('score-log-scale', vector(ranker.logScale), 'float32');
    for (const { name, weights } of namedLayers(ranker)) {
      const { kernel, bias } = layerEntry(name);
      writer.add(kernel, { shape: weights.kernelShape, values: weights.kernel }, 'float16');
      writer.add(bias, vector(weights.bias), 'float32');
    }
  });
}
