/** @file The validation pass in a thread, beside the final pass. */
import type { Manifest } from '../../models/pack/manifest';
import { startThread } from '../runtime/startThread';
import { stopIfAborted, type FitEvents } from './fitModel';
import type { ValidationMessage, ValidationTask } from './validationThread';

/**
 * As `validate`; the figures are the same.
 *
 * @param signal ends the thread
 * @throws Failure when the person pressed Ctrl-C
 */
export async function validateBeside(
  task: ValidationTask,
  signal: AbortSignal,
  onStep: FitEvents['onStep'],
): Promise<Manifest['training']> {
  stopIfAborted(signal);
  const thread = startThread(new URL('./validationThread.ts', import.meta.url), task);
  const end = (): void => void thread.terminate();
  signal.addEventListener('abort', end);
  try {
    return await new Promise<Manifest['training']>((resolve, reject) => {
      thread.on('message', (message: ValidationMessage) => {
        if (message.kind === 'step') onStep?.(...message.step);
        else resolve(message.training);
      });
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('The validation pass ended without a result.')));
    });
  } catch (error) {
    stopIfAborted(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', end);
    await thread.terminate();
  }
}
