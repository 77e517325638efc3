/**
 * @file The composition of the page's state: one instance of each class, joined here and nowhere else.
 *
 * `App.svelte` provides them with `provideApp`; every component below takes what it needs:
 * `const { library, recommender } = useApp();`. Tests build an app of their own with `createApp`.
 */
import { createContext, untrack } from 'svelte';
import type { registerSW } from 'virtual:pwa-register';
import type { ClientOptions } from '../client/recommenderClient';
import type { KinoraDatabase } from '../db/database';
import { AboutYou } from './aboutYou.svelte';
import { Catalogue } from './catalogue.svelte';
import { Connection } from './connection.svelte';
import { Device } from './device.svelte';
import { DeviceStorage } from './deviceStorage.svelte';
import { eraseSite } from './eraseSite';
import { Library } from './library.svelte';
import { Recommender } from './recommender.svelte';
import { Router } from './router.svelte';
import { Settings } from './settings.svelte';
import { Systems } from './systems.svelte';
import { AppUpdate } from './update.svelte';

export interface App {
  /** Ratings, watchlist, "not interested", import, export, erase. */
  readonly library: Library;
  /** All films: by id, lists, search. */
  readonly catalogue: Catalogue;
  /** Shelves, predictions, explanations, the fit. */
  readonly recommender: Recommender;
  /** Loading, backend, problems. */
  readonly device: Device;
  readonly settings: Settings;
  /** Which system makes the list. */
  readonly systems: Systems;
  /** Gender, age group, occupation, where they are told and count. */
  readonly aboutYou: AboutYou;
  readonly router: Router;
  readonly connection: Connection;
  /** A newer version of the app. */
  readonly update: AppUpdate;
  /** Begins: reads what is stored, opens the pack, follows changes. Returns how to stop all of it. */
  start(): () => void;
}

export interface AppOptions {
  readonly db: KinoraDatabase;
  readonly client: Omit<ClientOptions, 'onCrash' | 'onStatus'>;
  /** Absolute URL of the pack's folder, with a trailing slash. */
  readonly packUrl: string;
  readonly wasmUrls: Readonly<Record<string, string>>;
  readonly registerServiceWorker: typeof registerSW;
}

export const [useApp, provideApp] = createContext<App>();

export function createApp({ db, registerServiceWorker, ...options }: AppOptions): App {
  const settings = new Settings(db);
  const device = new Device({
    ...options,
    settings,
    onOpened: ({ catalogue: columns }) => catalogue.adopt(columns),
  });
  const catalogue = new Catalogue(device.client);
  const library = new Library({
    db,
    storage: new DeviceStorage(navigator.storage),
    titleOf: (movieId) => catalogue.titleOf(movieId),
    isKnown: (movieId) => catalogue.has(movieId),
    settings: () => settings.values,
    eraseElsewhere: () => eraseElsewhere(device),
  });
  const systems = new Systems(device, settings);
  const aboutYou = new AboutYou(device, settings);
  const recommender = new Recommender({
    db,
    device,
    library,
    catalogue,
    settings,
    systems,
    aboutYou,
  });
  const app = {
    library,
    catalogue,
    recommender,
    device,
    settings,
    systems,
    aboutYou,
    router: new Router(window),
    connection: new Connection(window),
    update: new AppUpdate(registerServiceWorker),
  };
  return { ...app, start: () => start(app) };
}

/** Forgets what lies outside the database. */
async function eraseElsewhere(device: Device): Promise<void> {
  // The packs are in the site's caches too, so a worker that is down does not keep them.
  await device.client.erase();
  await eraseSite();
}

function start(app: Omit<App, 'start'>): () => void {
  const { library, settings, device, recommender, router, connection } = app;
  device.client.start();
  void settings.load().then(() => device.open());
  void library.storage.refresh();
  const stops = [
    router.start(),
    connection.start(),
    settings.start(),
    library.start(),
    recommender.start(),
    $effect.root(() => {
      $effect(() => loadRestWhenIdle(app));
      $effect(() => retryWhenBackOnline(app));
    }),
    () => device.client.dispose(),
  ];
  return () => stops.forEach((stop) => stop());
}

/** The films known by name only are loaded behind the first shelves, so that these come sooner. */
function loadRestWhenIdle({ catalogue, recommender, device }: Omit<App, 'start'>): void {
  if (device.phase !== 'ready' || recommender.stale || catalogue.complete) return;
  untrack(() => void catalogue.loadUnrated());
}

function retryWhenBackOnline({ connection, device }: Omit<App, 'start'>): void {
  // Only when the network comes back: a browser that wrongly says "online" must not retry forever.
  if (connection.returns === 0) return;
  untrack(() => {
    if (device.problem?.code === 'offline') void device.retry();
  });
}
