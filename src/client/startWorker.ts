/**
 * @file Starts the recommender's worker through a `blob:` stub.
 *
 * A Content-Security-Policy in a `<meta>` element does not bind a worker that is loaded from the
 * network; it does bind one whose script is a `blob:` URL of the page. So the worker's script is a
 * one-line module that imports the real one, and the policy holds even on hosts without headers.
 */
import workerUrl from '../../workers/recommender.worker.ts?worker&url';

export function startWorker(): Worker {
  const moduleUrl = new URL(workerUrl, document.baseURI).href;
  const stub = new Blob([`import ${JSON.stringify(moduleUrl)};`], { type: 'text/javascript' });
  const stubUrl = URL.createObjectURL(stub);
  const worker = new Worker(stubUrl, { type: 'module', name: 'recommender' });
  // The script is fetched later than the constructor returns, so the URL must outlive it.
  const release = () => URL.revokeObjectURL(stubUrl);
  worker.addEventListener('message', release, { once: true });
  worker.addEventListener('error', release, { once: true });
  return worker;
}
