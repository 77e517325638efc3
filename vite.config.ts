import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
// With the extension, because Vite means to let Node load this file as it is.
import { hosting } from './scripts/build/hosting.ts';

export default defineConfig({
  // Relative URLs: the built folder works under any base path.
  base: './',
  // No fallback to index.html: a missing file is a 404, as on a static host.
  appType: 'mpa',
  plugins: [
    svelte(),
    hosting(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: false,
      injectManifest: {
        // Model packs are cached by the worker, by hash. Without cross-origin isolation, which the
        // site does not ask for, only the SIMD binary is ever used on a browser of today.
        globPatterns: [
          'index.html',
          'assets/**/*.{js,css,woff2}',
          'assets/*-simd-*.wasm',
          'icons/*.{svg,png}',
        ],
        globIgnores: ['**/*-threaded-simd-*.wasm'],
      },
      manifest: {
        name: 'Kinora',
        short_name: 'Kinora',
        description: 'Film recommendations that never leave your browser.',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#110e0b',
        theme_color: '#110e0b',
        icons: [
          { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          {
            src: 'icons/maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
        ],
      },
    }),
  ],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    // A small WASM binary or font inlined as data: would break the policy.
    assetsInlineLimit: 0,
  },
});
