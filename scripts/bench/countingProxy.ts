/** @file Counts the bytes that a server sends, on the wire: headers, compression and all. */
import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';

export interface CountingProxy {
  /** Address to use in place of the server's. */
  readonly url: string;
  /** Bytes sent to the browser so far. */
  sentBytes(): number;
  stop(): void;
}

/** Stands in front of a server on this machine. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const { hostname, port, pathname } = new URL(target);
  let sent = 0;
  const server = createServer((browser) => {
    const upstream = connect(Number(port), hostname);
    browser.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => (sent += chunk.byteLength));
    upstream.pipe(browser);
    // A browser that goes away in the middle of a request is no failure of the benchmark.
    browser.on('error', () => upstream.destroy());
    upstream.on('error', () => browser.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}${pathname}`,
    sentBytes: () => sent,
    stop: () => server.close(),
  };
}
