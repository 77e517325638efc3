/** @file Typed command-line options: one table gives the parser, the types and the help text. */
import { parseArgs } from 'node:util';
import { EXIT, Failure } from './failure';
import { wrapWords } from './format';

interface Described {
  /** One line for `--help`. */
  readonly help: string;
}

export interface FlagOption extends Described {
  readonly kind: 'flag';
}

export interface TextOption extends Described {
  readonly kind: 'text';
  /** Shown in the help: `--out <folder>`. */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  readonly required?: true;
}

/** Comma-separated texts: `--datasets ml-latest,ml-latest-small`. */
export interface ListOption extends Described {
  readonly kind: 'list';
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  readonly default?: readonly string[];
  readonly required?: true;
}

export interface NumberOption extends Described {
  readonly kind: 'number' | 'integer';
  readonly placeholder?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: number;
  readonly required?: true;
}

export type OptionSpec = FlagOption | TextOption | ListOption | NumberOption;
export type OptionTable = Readonly<Record<string, OptionSpec>>;

type RawValue<O extends OptionSpec> = O extends FlagOption
  ? boolean
  : O extends NumberOption
    ? number
    : O extends ListOption
      ? readonly string[]
      : string;

/** The value of an option: never undefined for flags, required options and options with a default. */
type ValueOf<O extends OptionSpec> = O extends FlagOption
  ? boolean
  : O extends { readonly required: true } | { readonly default: unknown }
    ? RawValue<O>
    : RawValue<O> | undefined;

/** The parsed arguments of a table of options, by option name. */
export type ArgumentsOf<T extends OptionTable> = { readonly [Name in keyof T]: ValueOf<T[Name]> };

/** Parses arguments; throws a {@link Failure} with exit status 2 when they do not fit the table. */
export function parseOptions<T extends OptionTable>(
  table: T,
  args: readonly string[],
): ArgumentsOf<T> {
  const given = tokenise(table, args);
  const entries = Object.entries(table).map(([name, option]) => [
    name,
    valueOf(name, option, given[name]),
  ]);
  return Object.fromEntries(entries) as ArgumentsOf<T>;
}

/** Columns of the help text. */
export const HELP_COLUMNS = 100;
/** Up to here a usage shares its line with its text, and choices are the placeholder. */
const USAGE_COLUMNS = 30;

/** The help lines of a table: usages and texts aligned, texts wrapped. */
export function describeOptions(table: OptionTable): string {
  const rows = Object.entries(table).map(([name, option]) => [
    `--${name}${placeholderOf(option)}`,
    option.help + remarkOf(option),
  ]);
  rows.push(['--help', 'Show this text']);
  const fitting = rows.map(([usage]) => usage.length).filter((length) => length <= USAGE_COLUMNS);
  const width = Math.max(...fitting);
  const indent = ' '.repeat(width + 4);
  return rows
    .map(([usage, help]) => {
      const text = wrapWords(help, HELP_COLUMNS - indent.length).join(`\n${indent}`);
      return usage.length > width
        ? `  ${usage}\n${indent}${text}`
        : `  ${usage.padEnd(width)}  ${text}`;
    })
    .join('\n');
}

function tokenise(
  table: OptionTable,
  args: readonly string[],
): Record<string, string | boolean | undefined> {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { kind }]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (cause) {
    throw wrongArguments(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function valueOf(name: string, option: OptionSpec, given: string | boolean | undefined): unknown {
  if (option.kind === 'flag') return given === true;
  if (typeof given !== 'string') {
    if (option.required && option.default === undefined) {
      throw wrongArguments(`--${name}${placeholderOf(option)} is missing.`);
    }
    return option.default;
  }
  if (option.kind === 'text') return checkChoice(name, option, given);
  if (option.kind === 'list') return listOf(name, option, given);
  return numberOf(name, option, given);
}

function checkChoice(name: string, option: TextOption | ListOption, value: string): string {
  if (value === '') throw wrongArguments(`--${name} is empty.`);
  if (option.choices && !option.choices.includes(value)) {
    throw wrongArguments(`--${name} is one of ${option.choices.join(', ')}, not "${value}".`);
  }
  return value;
}

function listOf(name: string, option: ListOption, given: string): readonly string[] {
  return given.split(',').map((item) => checkChoice(name, option, item.trim()));
}

function numberOf(name: string, option: NumberOption, given: string): number {
  const value = given.trim() === '' ? Number.NaN : Number(given);
  const { minimum = -Infinity, maximum = Infinity } = option;
  const legal = option.kind === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (!legal || value < minimum || value > maximum) {
    const kind = option.kind === 'integer' ? 'an integer' : 'a number';
    const from = minimum > -Infinity ? ` from ${minimum}` : '';
    const to = maximum < Infinity ? ` up to ${maximum}` : '';
    throw wrongArguments(`--${name} is ${kind}${from}${to}, not "${given}".`);
  }
  return value;
}

function placeholderOf(option: OptionSpec): string {
  if (option.kind === 'flag') return '';
  if (option.placeholder) return ` <${option.placeholder}>`;
  if (hasShortChoices(option)) return ` <${option.choices.join('|')}>`;
  const byKind = { text: 'text', list: 'a,b,…', number: 'number', integer: 'n' };
  return ` <${byKind[option.kind]}>`;
}

function remarkOf(option: OptionSpec): string {
  if (option.kind === 'flag') return '';
  return defaultOf(option) + choicesOf(option);
}

function defaultOf(option: Exclude<OptionSpec, FlagOption>): string {
  if (option.default !== undefined) return ` (default: ${String(option.default)})`;
  return option.required ? ' (required)' : '';
}

/** The choices of an option that are too many to be its placeholder. */
function choicesOf(option: OptionSpec): string {
  if (!('choices' in option) || !option.choices || hasShortChoices(option)) return '';
  return `. ${option.kind === 'list' ? 'Any' : 'One'} of: ${option.choices.join(', ')}`;
}

/** Whether an option's choices are few enough to be its placeholder. */
function hasShortChoices(
  option: OptionSpec,
): option is (TextOption | ListOption) & { readonly choices: readonly string[] } {
  if (!('choices' in option) || !option.choices) return false;
  return option.choices.join('|').length <= USAGE_COLUMNS;
}

function wrongArguments(message: string, cause?: unknown): Failure {
  return new Failure('cli.arguments', message, 'Run it with --help to see what it takes.', {
    cause,
    exitStatus: EXIT.wrongArguments,
  });
}
