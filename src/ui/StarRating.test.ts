import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import StarRating from './StarRating.svelte';

function rating(value: number | null, size: 'large' | 'compact' = 'large') {
  const onchange = vi.fn();
  const view = render(StarRating, { value, onchange, size, label: 'Your rating of Heat' });
  return { onchange, view };
}

describe('a star rating', () => {
  test('is one group of eleven radios, each said in words', () => {
    rating(null);
    expect(screen.getByRole('group', { name: 'Your rating of Heat' })).toBeTruthy();
    expect(screen.getAllByRole('radio')).toHaveLength(11);
    expect(screen.getByRole('radio', { name: 'four and a half stars' })).toBeTruthy();
    expect(screen.getByRole('radio', { name: 'no rating' })).toHaveProperty('checked', true);
  });

  test('shows its value', () => {
    rating(7);
    expect(screen.getByRole('radio', { name: 'three and a half stars' })).toHaveProperty(
      'checked',
      true,
    );
  });

  test('commits a choice in half-stars', async () => {
    const { onchange } = rating(null);
    await fireEvent.click(screen.getByRole('radio', { name: 'half a star' }));
    expect(onchange).toHaveBeenCalledExactlyOnceWith(1);
  });

  test('takes a rating back', async () => {
    const { onchange } = rating(8);
    await fireEvent.click(screen.getByRole('radio', { name: 'no rating' }));
    expect(onchange).toHaveBeenCalledExactlyOnceWith(null);
  });

  test('commits nothing when the present value is chosen again', async () => {
    const { onchange } = rating(8);
    await fireEvent.click(screen.getByRole('radio', { name: 'four stars' }), { detail: 1 });
    expect(onchange).not.toHaveBeenCalled();
  });

  test('gives the half on a second press of the same star where it is compact', async () => {
    const { onchange } = rating(8, 'compact');
    await fireEvent.click(screen.getByRole('radio', { name: 'four stars' }), { detail: 1 });
    expect(onchange).toHaveBeenCalledExactlyOnceWith(7);
  });

  test('follows a finger and commits where it lets go', async () => {
    const { onchange, view } = rating(null);
    const row = view.container.querySelector('.row');
    if (!(row instanceof HTMLElement)) throw new Error('no row of stars');
    vi.spyOn(row, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 240, 48));
    await fireEvent.pointerDown(row, { clientX: 20 });
    await fireEvent.pointerMove(row, { clientX: 205 });
    expect(onchange).not.toHaveBeenCalled();
    await fireEvent.pointerUp(row, { clientX: 205 });
    expect(onchange).toHaveBeenCalledExactlyOnceWith(9);
  });

  test('keeps its value when the finger slides off', async () => {
    const { onchange, view } = rating(4);
    const row = view.container.querySelector('.row');
    if (!(row instanceof HTMLElement)) throw new Error('no row of stars');
    vi.spyOn(row, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 240, 48));
    await fireEvent.pointerDown(row, { clientX: 20 });
    await fireEvent.pointerMove(row, { clientX: 205 });
    await fireEvent.pointerCancel(row);
    await fireEvent.pointerUp(row, { clientX: 205 });
    expect(onchange).not.toHaveBeenCalled();
  });
});
