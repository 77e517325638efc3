/** @file Where the TensorFlow.js WASM binaries are served: same origin, absolute, by file name. */
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';

/** Absolute, because a worker started from a `blob:` URL has no base to resolve them against. */
export function wasmUrls(): Readonly<Record<string, string>> {
  const urls = {
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
  };
  return Object.fromEntries(
    Object.entries(urls).map(([name, url]) => [name, new URL(url, document.baseURI).href]),
  );
}
