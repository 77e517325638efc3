/** @file Components under test, given the app that they ask for. */
import type { Component } from 'svelte';
import { provideApp, type App } from '../../state/app.svelte';

/** The same component, for `render(withApp(app, Card), { props })`. */
export function withApp<Part extends Component<never>>(app: App, part: Part): Part {
  return new Proxy(part, {
    apply(target, self, args: unknown[]): unknown {
      provideApp(app);
      return Reflect.apply(target, self, args);
    },
  });
}
