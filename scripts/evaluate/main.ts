/** @file `npm run evaluate`. */
import { runEvaluate } from './evaluateCommand';

process.exitCode = await runEvaluate(process.argv.slice(2));
