import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settled, visit, type TestApp } from '../../state/testing/testApp';
import { withApp } from '../testing/withApp';
import MapSearch from './MapSearch.svelte';

let app: TestApp;
const onchoose = vi.fn<(movieId: number) => void>();
const PROBLEM = { code: 'internal', message: 'It broke.', action: 'Type it again.' } as const;
const field = () => screen.getByLabelText('Find a film on the map');

async function start(...args: Parameters<typeof visit>): Promise<void> {
  app = visit(...args);
  await settled(app);
  render(withApp(app, MapSearch), { props: { onchoose } });
}

beforeEach(() => onchoose.mockClear());
afterEach(() => app.stop());

test('films are found as one types, and a press on one goes there', async () => {
  await start();
  await fireEvent.input(field(), { target: { value: 'Film 3' } });
  await fireEvent.click(await screen.findByRole('button', { name: /Film 31/ }));
  expect(onchoose).toHaveBeenCalledExactlyOnceWith(31);
  expect(field()).toHaveProperty('value', '');
  expect(screen.queryByRole('button', { name: /Film 31/ })).toBeNull();
});

test('Enter goes to the best match', async () => {
  await start();
  await fireEvent.input(field(), { target: { value: 'Film 12' } });
  await screen.findByRole('button', { name: /Film 12/ });
  await fireEvent.submit(field());
  expect(onchoose).toHaveBeenCalledExactlyOnceWith(12);
});

test('films without a place are not offered', async () => {
  await start({
    search: () =>
      Promise.resolve({ ok: true, value: { movieIds: [45, 2], complete: true } } as const),
  });
  await vi.waitFor(() => expect(app.catalogue.complete).toBe(true));
  await fireEvent.input(field(), { target: { value: 'film' } });
  await screen.findByRole('button', { name: /Film 2/ });
  expect(screen.queryByRole('button', { name: /Film 45/ })).toBeNull();
});

test('it says when no film has the title, and what went wrong when the search failed', async () => {
  await start({
    search: ({ query }) =>
      Promise.resolve(
        query === 'broken'
          ? ({ ok: false, problem: PROBLEM } as const)
          : ({ ok: true, value: { movieIds: [], complete: true } } as const),
      ),
  });
  await fireEvent.input(field(), { target: { value: 'zzz' } });
  await screen.findByText('No film on the map has this title.');
  await fireEvent.input(field(), { target: { value: 'broken' } });
  await screen.findByText('It broke.');
});

test('Escape puts the results away', async () => {
  await start();
  await fireEvent.input(field(), { target: { value: 'Film 12' } });
  await screen.findByRole('button', { name: /Film 12/ });
  await fireEvent.keyDown(field(), { key: 'Escape' });
  expect(screen.queryByRole('button', { name: /Film 12/ })).toBeNull();
});
