/** @file How a genre is called in a sentence. */
import type { Genre } from '../../domain/genres';

/** IMAX is a format, not a taste, so it has no noun. */
export const GENRE_NOUNS: Readonly<Partial<Record<string, string>>> = {
  Action: 'action',
  Adventure: 'adventure',
  Animation: 'animation',
  Children: 'children’s films',
  Comedy: 'comedy',
  Crime: 'crime',
  Documentary: 'documentaries',
  Drama: 'drama',
  Fantasy: 'fantasy',
  'Film-Noir': 'film noir',
  Horror: 'horror',
  Musical: 'musicals',
  Mystery: 'mysteries',
  Romance: 'romance',
  'Sci-Fi': 'science fiction',
  Thriller: 'thrillers',
  War: 'war films',
  Western: 'westerns',
} satisfies Partial<Record<Genre, string>>;
