/** @file Starts the solver thread: a thread does not inherit the TypeScript loader of its parent. */
import { register } from 'tsx/esm/api';

register();
await import('./solverThread.ts');
