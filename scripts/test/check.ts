/** @file What a check is, and what it comes to. */
import { runCommand, type CommandOptions } from './command';

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Lines that are shown in any case, before the output: a size, or what failed or was skipped. */
  readonly remarks: readonly string[];
  /** Shown when something failed. */
  readonly output: string;
}

export interface Check {
  readonly name: string;
  run(): Promise<Outcome>;
}

export function outcomeOf(ok: boolean, output: string, ...remarks: readonly string[]): Outcome {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, remarks, output };
}

export function skippedBecause(reason: string): Outcome {
  return { passed: 0, failed: 0, skipped: 1, remarks: [reason], output: '' };
}

/** A check that passes when a tool exits with 0. */
export function commandCheck(
  name: string,
  command: readonly [string, ...string[]],
  options?: CommandOptions,
): Check {
  return {
    name,
    async run() {
      const { ok, output } = await runCommand(command, options);
      return outcomeOf(ok, output);
    },
  };
}
