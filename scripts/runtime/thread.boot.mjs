/** @file Starts a TypeScript module in a thread: threads do not inherit the loader of their parent. */
import { register } from 'tsx/esm/api';

register();
await import(process.argv[2]);
