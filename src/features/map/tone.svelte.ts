/** @file Whether the page is dark or light now. */
import { MediaQuery } from 'svelte/reactivity';
import type { Theme } from '../../state/contract';
import type { Tone } from './colouring';

const systemIsDark = new MediaQuery('prefers-color-scheme: dark');

export function toneOf(theme: Theme): Tone {
  if (theme === 'system') return systemIsDark.current ? 'dark' : 'light';
  return theme;
}
