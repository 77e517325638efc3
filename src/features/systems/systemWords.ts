/** @file The systems that can make the list, in words. */
import type { AlternativeSummary, FailedSystem } from '../../state/contract';

/** What the model does, beside the sentences of the others. */
export const MODEL_SENTENCE =
  'The model of this page: a place among all films that is fitted to your ratings here, then a ranking network.';

const SENTENCES: Readonly<Record<AlternativeSummary['kind'], string>> = {
  ials: 'Learns from who liked what, and from nothing else. Your likes become one point among the films, exactly.',
  als: 'Predicts your stars from a few hidden factors, and puts the highest stars first.',
  content:
    'Compares films by year, genres, title, tags and the ratings they received. Films most like those you rated come first.',
  'als+content':
    'Adds how many stars a few hidden factors predict to how much a film is like those you rated.',
  'ials+content':
    'Adds what people with your likes liked to how much a film is like those you rated.',
  autoencoder:
    'A network that learned to fill in the rest of a list of films from a part of it. It reads yours.',
  towers:
    'A vector for each person and each film, trained to agree where a film was rated. Yours is estimated from your ratings.',
  popularity: 'The films that most people liked. The same list for everybody.',
};

/** What a system does, in a sentence or two. */
export function systemSentence({ kind }: AlternativeSummary): string {
  return SENTENCES[kind];
}

/** Why a system that was chosen makes no list, and what to do. */
export function failureInWords({ system: { title }, problem }: FailedSystem): {
  message: string;
  action: string;
} {
  if (problem.code === 'offline') {
    return {
      message: `${title} is not on this device yet, and there is no connection. Your lists stay Kinora’s.`,
      action:
        'Connect to the internet once and choose it again. Afterwards it is here offline too.',
    };
  }
  return {
    message: `${title} could not be loaded. Your lists stay Kinora’s.`,
    action: `${problem.message} ${problem.action}`,
  };
}
