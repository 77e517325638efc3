import { fireEvent, render, screen } from '@testing-library/svelte';
import type { ComponentProps } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Movie } from '../../domain/movie';
import { settled, visit, type TestApp } from '../../state/testing/testApp';
import { withApp } from '../testing/withApp';
import FilmCard from './FilmCard.svelte';
import UndoToast from './UndoToast.svelte';

let app: TestApp;

const movie = (id: number): Movie => {
  const found = app.catalogue.get(id);
  if (found === undefined) throw new Error(`The test's pack has no film ${id}.`);
  return found;
};
const show = (props: ComponentProps<typeof FilmCard>) => render(withApp(app, FilmCard), { props });

beforeEach(async () => {
  app = visit();
  await settled(app);
});
afterEach(() => app.stop());

test('a predicted film says its stars and what speaks for it', async () => {
  await app.library.rate(2, 9);
  show({ movie: movie(3), stars: 4.26, because: movie(2) });
  expect(screen.getByText('4.3 of 5 stars, predicted')).toBeTruthy();
  expect(screen.getByText('Because you rated Film 2 ★★★★½')).toBeTruthy();
});

test('a film without a prediction says what everyone thinks, or that nobody knows it', async () => {
  const { unmount } = show({ movie: movie(4), stars: null });
  expect(screen.getByText(/from everyone/).textContent).toMatch(/^4\.0 from everyone/);
  unmount();
  await app.catalogue.loadUnrated();
  show({ movie: movie(45), stars: null });
  expect(screen.getByText('No prediction')).toBeTruthy();
});

test('a rated film shows the own rating in place of the prediction, and a badge', async () => {
  await app.library.rate(3, 7);
  show({ movie: movie(3), stars: 4.2 });
  expect(screen.getByText('3.5 of 5 stars, your rating')).toBeTruthy();
  expect(screen.getByText('Already seen')).toBeTruthy();
});

test('a card under the pointer can be rated', async () => {
  const { container } = show({ movie: movie(3), stars: 4.2 });
  expect(screen.queryByRole('group', { name: 'Your rating of Film 3 (1953)' })).toBeNull();
  await fireEvent.pointerEnter(container.querySelector('.film') ?? container);
  await fireEvent.click(screen.getByRole('radio', { name: 'four stars' }));
  await vi.waitFor(() => expect(app.library.ratingOf(3)).toBe(8));
});

test('a card that gets the focus can be rated too', async () => {
  show({ movie: movie(3), stars: 4.2 });
  await fireEvent.focusIn(screen.getByRole('link', { name: 'Film 3 (1953)' }));
  expect(screen.getByRole('group', { name: 'Your rating of Film 3 (1953)' })).toBeTruthy();
});

test('the toast takes back what the menu did', async () => {
  await app.library.hide(3);
  expect(app.library.isHidden(3)).toBe(true);
  render(withApp(app, UndoToast));
  expect(screen.getByRole('status').textContent).toContain('Film 3 will not be recommended again.');
  await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await vi.waitFor(() => expect(app.library.isHidden(3)).toBe(false));
});
