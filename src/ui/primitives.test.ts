import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { describe, expect, test, vi } from 'vitest';
import Chips from './Chips.svelte';
import ContributionBars from './ContributionBars.svelte';
import Dialog from './Dialog.svelte';
import ErrorState from './ErrorState.svelte';
import MovieCard from './MovieCard.svelte';
import ProgressBar from './ProgressBar.svelte';
import SearchField from './SearchField.svelte';
import Shelf from './Shelf.svelte';
import Slider from './Slider.svelte';
import StarMeter from './StarMeter.svelte';
import Switch from './Switch.svelte';
import Toast from './Toast.svelte';
import TopBar from './TopBar.svelte';
import { formatBytes } from './units';

const text = (words: string) => createRawSnippet(() => ({ render: () => `<p>${words}</p>` }));

const heat = {
  id: 6,
  title: 'Heat',
  alternateTitle: '',
  year: 1995,
  genres: ['Action', 'Crime'],
  imdbId: null,
  tmdbId: null,
  ratingCount: 10,
  ratingMean: 4,
  place: null,
};

test('chips give back the selection in the order of the options', async () => {
  const onchange = vi.fn();
  const options = ['Drama', 'War', 'Western'].map((value) => ({ value, label: value }));
  render(Chips, { label: 'Genres', options, selected: ['Western'], onchange });
  await fireEvent.click(screen.getByRole('checkbox', { name: 'Drama' }));
  expect(onchange).toHaveBeenLastCalledWith(['Drama', 'Western']);
  await fireEvent.click(screen.getByRole('checkbox', { name: 'Western' }));
  expect(onchange).toHaveBeenLastCalledWith([]);
});

test('a slider speaks while it moves, in numbers and in words', async () => {
  const onchange = vi.fn();
  const range = { min: 0, max: 100, low: 'Narrow', high: 'Wide', format: (v: number) => `${v} %` };
  render(Slider, { label: 'Diversity', value: 40, ...range, onchange });
  const slider = screen.getByRole('slider', { name: 'Diversity' });
  expect(slider.getAttribute('aria-valuetext')).toBe('40 %');
  await fireEvent.input(slider, { target: { value: '55' } });
  expect(onchange).toHaveBeenCalledExactlyOnceWith(55);
});

test('a slider colours its track from the neutral point to where it stands', async () => {
  const range = { min: -1, max: 1, neutral: 0, step: 0.5, low: 'Obscure', high: 'Mainstream' };
  const props = { label: 'Popularity', ...range, onchange: vi.fn() };
  const { rerender } = render(Slider, { ...props, value: -0.5 });
  const ends = () => {
    const { style } = screen.getByRole('slider', { name: 'Popularity' });
    return [style.getPropertyValue('--from'), style.getPropertyValue('--to')];
  };
  expect(ends()).toEqual(['25%', '50%']);
  await rerender({ value: 1 });
  expect(ends()).toEqual(['50%', '100%']);
  await rerender({ value: 0 });
  expect(ends()).toEqual(['50%', '50%']);
});

test('a switch says what it is being turned to', async () => {
  const onchange = vi.fn();
  render(Switch, { label: 'Hide seen', checked: true, onchange });
  await fireEvent.click(screen.getByRole('switch', { name: 'Hide seen' }));
  expect(onchange).toHaveBeenCalledExactlyOnceWith(false);
});

describe('a dialog', () => {
  test('opens as a modal named by its title, and tells when it is closed', async () => {
    const onclose = vi.fn();
    render(Dialog, { open: true, title: 'Erase everything', children: text('Sure'), onclose });
    expect(screen.getByRole('dialog', { name: 'Erase everything' })).toHaveProperty('open', true);
    await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(onclose).toHaveBeenCalledOnce();
  });

  test('holds nothing while it is closed', () => {
    render(Dialog, { open: false, title: 'Erase everything', children: text('Sure') });
    expect(screen.queryByText('Sure')).toBeNull();
  });
});

describe('a toast', () => {
  test('acts once and leaves', async () => {
    const [onaction, ondismiss] = [vi.fn(), vi.fn()];
    render(Toast, { message: 'Rated Heat.', actionLabel: 'Undo', onaction, ondismiss });
    await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(onaction).toHaveBeenCalledOnce();
    expect(ondismiss).toHaveBeenCalledOnce();
  });

  test('leaves by itself, but not while somebody is on it', async () => {
    vi.useFakeTimers();
    try {
      const ondismiss = vi.fn();
      const view = render(Toast, { message: 'Rated Heat.', ondismiss, stays: 1000 });
      const toast = view.container.querySelector('.toast');
      if (!toast) throw new Error('no toast');
      await fireEvent.pointerEnter(toast);
      await vi.advanceTimersByTimeAsync(5000);
      expect(ondismiss).not.toHaveBeenCalled();
      await fireEvent.pointerLeave(toast);
      await vi.advanceTimersByTimeAsync(1001);
      expect(ondismiss).toHaveBeenCalledOnce();
    } finally {
      vi.useRealTimers();
    }
  });
});

test('progress is said in real units, and nothing is claimed while the total is unknown', async () => {
  const bytes = { label: 'Loading', value: 1_200_000, format: formatBytes };
  const view = render(ProgressBar, { ...bytes, max: 2_400_000 });
  const bar = screen.getByRole('progressbar', { name: 'Loading' });
  expect(bar.getAttribute('aria-valuetext')).toBe('1.2 MB of 2.4 MB');
  await view.rerender({ ...bytes, max: 0 });
  expect(bar.getAttribute('aria-valuetext')).toBe('1.2 MB');
  expect(bar.hasAttribute('aria-valuenow')).toBe(false);
});

test('a search field speaks at every letter and keeps the focus when it is emptied', async () => {
  const oninput = vi.fn();
  render(SearchField, { value: '', label: 'Search films', oninput });
  const field = screen.getByRole('searchbox', { name: 'Search films' });
  await fireEvent.input(field, { target: { value: 'he' } });
  expect(oninput).toHaveBeenLastCalledWith('he');
  await fireEvent.click(screen.getByRole('button', { name: 'Empty the search' }));
  expect(oninput).toHaveBeenLastCalledWith('');
  expect(document.activeElement).toBe(field);
});

test('an error says what happened and what to do, and can be retried', async () => {
  const onretry = vi.fn();
  const problem = { message: 'The model is not here.', action: 'Connect once.' };
  render(ErrorState, { problem, onretry });
  expect(screen.getByRole('alert').textContent).toContain('Connect once.');
  await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onretry).toHaveBeenCalledOnce();
});

test('a meter rounds to one decimal and admits that it has no prediction', async () => {
  const view = render(StarMeter, { stars: 4.27 });
  expect(screen.getByText('4.3 of 5 stars, predicted')).toBeTruthy();
  await view.rerender({ stars: Number.NaN });
  expect(view.container.textContent).toBe('No prediction');
});

test('a card names its film by title and year, and its poster is silent', () => {
  const view = render(MovieCard, { movie: heat, href: '#/movie/6', seen: true });
  const link = screen.getByRole('link', { name: 'Heat (1995)' });
  expect(link.getAttribute('href')).toBe('#/movie/6');
  expect(view.container.querySelector('svg.poster')?.getAttribute('aria-hidden')).toBe('true');
  expect(screen.getByText('Already seen')).toBeTruthy();
});

describe('a shelf', () => {
  const item = createRawSnippet((entry: () => number) => ({
    render: () => `<p>film ${entry()}</p>`,
  }));
  const props = { title: 'Top picks', key: (entry: number) => entry, item };

  test('is a region named by its heading, with its items in a list', () => {
    render(Shelf<number>, { ...props, items: [1, 2, 3] });
    expect(screen.getByRole('region', { name: 'Top picks' })).toBeTruthy();
    expect(screen.getAllByRole('listitem').map((li) => li.textContent)).toEqual([
      'film 1',
      'film 2',
      'film 3',
    ]);
  });

  test('is busy while it loads, and says so when it is empty', async () => {
    const view = render(Shelf<number>, { ...props, items: [], loading: true });
    expect(screen.getByRole('region').getAttribute('aria-busy')).toBe('true');
    await view.rerender({ ...props, items: [], loading: false, empty: text('Rate a film.') });
    expect(screen.getByText('Rate a film.')).toBeTruthy();
  });
});

test('the bar marks the page that is shown', () => {
  const items = [
    { href: '#/', label: 'For you', icon: 'ticket' as const },
    { href: '#/map', label: 'Map', icon: 'map' as const },
  ];
  render(TopBar, { items, current: '#/map' });
  expect(screen.getByRole('link', { name: 'Map' }).getAttribute('aria-current')).toBe('page');
  expect(screen.getByRole('link', { name: 'For you' }).hasAttribute('aria-current')).toBe(false);
});

test('contributions carry their sign in text, not in colour alone', () => {
  const items = [
    { label: 'Alien', value: 0.824 },
    { label: 'Toy Story', value: -0.35 },
  ];
  render(ContributionBars, { title: 'Why', sections: [{ heading: 'Your ratings', items }] });
  expect(screen.getByText('+0.82')).toBeTruthy();
  expect(screen.getByText('−0.35')).toBeTruthy();
});
