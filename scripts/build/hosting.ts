/**
 * @file Vite plugin: the built site carries its Content-Security-Policy and its `_headers`, and
 * `vite preview` answers as a real host would, with those headers and compression.
 */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import compression from 'compression';
import type { Connect, Plugin } from 'vite';
import { headerRules, headersOf, META_POLICY, toHeadersFile } from './headers.ts';

export interface HostingOptions {
  /** False serves the preview without headers, as a host that cannot set any. */
  readonly sendHeaders?: boolean;
}

export function hosting({ sendHeaders = true }: HostingOptions = {}): Plugin {
  let publicFolder = '';
  return {
    name: 'kinora-hosting',
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    transformIndexHtml: {
      order: 'pre',
      handler(_html, { server }) {
        // The development server injects inline scripts and styles, which the policy forbids.
        if (server !== undefined) return [];
        return [
          {
            tag: 'meta',
            attrs: { 'http-equiv': 'Content-Security-Policy', content: META_POLICY },
            injectTo: 'head-prepend',
          },
        ];
      },
    },
    generateBundle() {
      const source = toHeadersFile(headerRules(modelFilesIn(publicFolder)));
      this.emitFile({ type: 'asset', fileName: '_headers', source });
    },
    configurePreviewServer(server) {
      const base = server.config.base;
      const rules = headerRules(modelFilesIn(publicFolder));
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        if (sendHeaders && pathname.startsWith(base)) {
          const path = `/${pathname.slice(base.length)}`;
          for (const [name, value] of headersOf(path, rules)) response.setHeader(name, value);
        }
        next();
      });
      // Its types ask for Express; it reads only what Node's own request has.
      server.middlewares.use(compression() as Connect.NextHandleFunction);
    },
  };
}

/** Paths of the packs' files, relative to the public folder, with forward slashes. */
function modelFilesIn(publicFolder: string): string[] {
  const entries = readdirSync(join(publicFolder, 'models'), {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(publicFolder, join(entry.parentPath, entry.name)))
    .map((path) => path.split(sep).join('/'))
    .sort();
}
