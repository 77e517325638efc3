/** @file Another origin that would gladly take what it is sent, and says what it heard. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Eavesdropper {
  /** Absolute, with a trailing slash. */
  readonly url: string;
  /** First parts of the paths that were asked for, by any means, sorted. */
  heard(): readonly string[];
  stop(): Promise<void>;
}

export async function startEavesdropper(): Promise<Eavesdropper> {
  const heard = new Set<string>();
  const listen = ({ url = '' }: IncomingMessage) => heard.add(url.split('/')[1] ?? '');
  const server = createServer((request, response) => {
    listen(request);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', 'text/javascript').end();
  });
  server.on('upgrade', (request, socket) => {
    listen(request);
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    heard: () => [...heard].sort(),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
