/** @file The page's entry: the theme first, then the state, then what is seen of it. */
import { mount } from 'svelte';
import { registerSW } from 'virtual:pwa-register';
import App from './App.svelte';
import './app.css';
import { startWorker } from './client/startWorker';
import { wasmUrls } from './client/wasmUrls';
import { KinoraDatabase } from './db/database';
import { createApp } from './state/app.svelte';
import { applyMirroredTheme } from './state/theme';

const PACK_PATH = 'models/latest/';

applyMirroredTheme();

const app = createApp({
  db: new KinoraDatabase(),
  client: { startWorker },
  packUrl: new URL(PACK_PATH, document.baseURI).href,
  wasmUrls: wasmUrls(),
  registerServiceWorker: registerSW,
});
app.start();

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no element with the id "app".');
mount(App, { target, props: { app } });
