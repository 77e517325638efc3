/**
 * @file Progress on stderr: one bar that redraws itself on a terminal, plain lines in a log.
 */
import { formatCount, formatSeconds } from './format';

export interface ProgressOptions {
  /** What is being done: `Reading ratings`. */
  readonly label: string;
  /** The value of `done` at the end; leave out where it is unknown. */
  readonly total?: number;
  /** How to print an amount. Default: a count with thousands separators. */
  readonly format?: (amount: number) => string;
  /** Default: the process's stderr. */
  readonly stream?: ProgressStream;
  /** Clock in milliseconds. */
  readonly now?: () => number;
}

export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface Progress {
  /** `detail` is free text behind the bar, such as `loss 0.123`. */
  update(done: number, detail?: string): void;
  /** Prints the final state and ends the line. */
  finish(detail?: string): void;
}

const REDRAW_MS = 100;
const LOG_LINE_MS = 10_000;
const BAR_WIDTH = 24;
/** Below this the remaining time is a guess from start-up noise. */
const MIN_ELAPSED_FOR_ETA_MS = 500;
const CLEAR_LINE = '\r\u001b[2K';

/** Starts a progress display. The first `update` may start above 0 (a resumed task). */
export function createProgress(options: ProgressOptions): Progress {
  const { stream = process.stderr, now = Date.now } = options;
  const redrawMs = stream.isTTY ? REDRAW_MS : LOG_LINE_MS;
  const startedAt = now();
  let first: number | null = null;
  let done = 0;
  let detail = '';
  let drawnAt = -Infinity;

  const draw = (end: string) => {
    drawnAt = now();
    const elapsedMs = drawnAt - startedAt;
    const line = progressLine(options, { done, first: first ?? 0, elapsedMs, detail });
    stream.write(stream.isTTY ? `${CLEAR_LINE}${line}${end}` : `${line}\n`);
  };

  return {
    update(amount, text = '') {
      first ??= amount;
      done = amount;
      detail = text;
      if (now() - drawnAt >= redrawMs) draw('');
    },
    finish(text = detail) {
      detail = text;
      draw('\n');
    },
  };
}

interface State {
  readonly done: number;
  readonly first: number;
  readonly elapsedMs: number;
  readonly detail: string;
}

function progressLine(options: ProgressOptions, state: State): string {
  const { label, total, format = formatCount } = options;
  const parts = total
    ? [bar(state.done / total), `${format(state.done)} of ${format(total)}`, timeText(state, total)]
    : [format(state.done), formatSeconds(state.elapsedMs / 1000)];
  if (state.detail) parts.push(state.detail);
  return `${label}  ${parts.join('  ')}`;
}

function bar(share: number): string {
  const clamped = Math.min(1, Math.max(0, share));
  const filled = Math.floor(clamped * BAR_WIDTH);
  const percent = `${Math.floor(clamped * 100)}`.padStart(3);
  return `[${'='.repeat(filled)}${' '.repeat(BAR_WIDTH - filled)}] ${percent} %`;
}

function timeText({ done, first, elapsedMs }: State, total: number): string {
  if (done >= total) return `in ${formatSeconds(elapsedMs / 1000)}`;
  if (done <= first || elapsedMs < MIN_ELAPSED_FOR_ETA_MS) return 'remaining time unknown';
  const remainingMs = ((total - done) * elapsedMs) / (done - first);
  return `${formatSeconds(remainingMs / 1000)} left`;
}
