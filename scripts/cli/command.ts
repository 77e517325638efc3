/**
 * @file The frame of every command: typed arguments in, one JSON value on stdout, progress and
 * errors on stderr, an exit status, Ctrl-C as an AbortSignal.
 */
import { EXIT, Failure, isExpected } from './failure';
import { wrapWords } from './format';
import { describeOptions, HELP_COLUMNS, parseOptions } from './options';
import type { ArgumentsOf, OptionTable } from './options';

/** What a command is and takes. */
export interface CommandSpec<T extends OptionTable> {
  /** As typed: `npm run data --`. */
  readonly usage: string;
  /** What it does, one or two sentences. */
  readonly summary: string;
  readonly options: T;
  /** Whole command lines. */
  readonly examples?: readonly string[];
}

export interface CommandContext {
  /** Aborted by the first Ctrl-C; a second one ends the process at once. */
  readonly signal: AbortSignal;
}

/** Where a command writes. The default is the process's own streams. */
export interface CommandOutput {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/**
 * Parses the arguments, runs the command and prints its result as JSON on stdout.
 *
 * @param run returns a JSON value; throws a {@link Failure} for what the caller can put right
 * @returns the exit status: assign it to `process.exitCode`
 */
export async function runCommand<T extends OptionTable>(
  spec: CommandSpec<T>,
  args: readonly string[],
  run: (args: ArgumentsOf<T>, context: CommandContext) => Promise<unknown>,
  output: CommandOutput = process,
): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    output.stdout.write(helpText(spec));
    return EXIT.ok;
  }
  const interruption = new AbortController();
  const onInterrupt = () => {
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    output.stderr.write('\nStopping. Press Ctrl-C again to stop at once.\n');
    interruption.abort();
  };
  process.on('SIGINT', onInterrupt);
  try {
    const result = await run(parseOptions(spec.options, args), { signal: interruption.signal });
    output.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return interruption.signal.aborted ? EXIT.interrupted : EXIT.ok;
  } catch (error) {
    const stopped = interruption.signal.aborted;
    // What was cancelled throws an AbortError: that is no failure.
    output.stderr.write(stopped && isAbort(error) ? 'Stopped.\n' : errorText(error));
    if (stopped) return EXIT.interrupted;
    return error instanceof Failure ? error.exitStatus : EXIT.failure;
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

function helpText<T extends OptionTable>(spec: CommandSpec<T>): string {
  const sections = [
    wrapWords(spec.summary, HELP_COLUMNS).join('\n'),
    `Usage: ${spec.usage} [options]`,
    `Options:\n${describeOptions(spec.options)}`,
  ];
  if (spec.examples) sections.push(`Examples:\n${spec.examples.map((e) => `  ${e}`).join('\n')}`);
  sections.push('The result is JSON on stdout; progress goes to stderr.');
  return `${sections.join('\n\n')}\n`;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function errorText(error: unknown): string {
  if (isExpected(error)) {
    return `\nError: ${error.message}\n${error.advice}\n(${error.code})\n`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `\nUnexpected error, please report it:\n${stack}\n`;
}
