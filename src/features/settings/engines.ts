/** @file The TensorFlow.js backends in words. */
import type { BackendChoice, BackendName } from '../../state/contract';

/** `WebAssembly, on the processor` */
export const ENGINE_NAMES: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU, on the graphics processor',
  wasm: 'WebAssembly, on the processor',
  cpu: 'plain JavaScript, on the processor',
};

export const ENGINE_CHOICES: readonly { readonly value: BackendChoice; readonly label: string }[] =
  [
    { value: 'auto', label: 'Automatic' },
    { value: 'webgpu', label: 'WebGPU' },
    { value: 'wasm', label: 'WASM' },
    { value: 'cpu', label: 'CPU' },
  ];

/** What to say under the choice: what really runs, and when that is not what was asked for. */
export function engineInWords(choice: BackendChoice, running: BackendName | null): string {
  if (running === null) return 'Nothing runs yet.';
  const now = `Running now: ${ENGINE_NAMES[running]}.`;
  if (choice === 'auto' || choice === running) return now;
  return `${now} What you chose does not work on this device.`;
}
