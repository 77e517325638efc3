/** @file Lines of a byte stream, in constant memory and without making a string of each. */
import { Failure } from '../cli/failure';

/** Receives line `bytes[start, end)`, without its line end; valid only during the call. */
export type LineHandler = (bytes: Uint8Array, start: number, end: number, line: number) => void;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const LONGEST_LINE_BYTES = 1 << 20;

/**
 * Calls `onLine` for each line that is not blank. Lines count from 1 and end in LF or CRLF; the
 * last one may lack its end. A UTF-8 byte order mark at the start is left out.
 *
 * Throws a {@link Failure} when a line is longer than 1 MiB: then the file is no text.
 */
export async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  onLine: LineHandler,
): Promise<void> {
  let line = 0;
  let unfinished: Uint8Array = new Uint8Array(0);
  const deliver = (bytes: Uint8Array, lineStart: number, lineEnd: number) => {
    line++;
    const end = bytes[lineEnd - 1] === CARRIAGE_RETURN ? lineEnd - 1 : lineEnd;
    const start = line === 1 ? lineStart + markLength(bytes, lineStart) : lineStart;
    if (end > start) onLine(bytes, start, end, line);
  };
  for await (const chunk of chunks) {
    const bytes = unfinished.length === 0 ? chunk : concatenate(unfinished, chunk);
    let start = 0;
    let end = bytes.indexOf(LINE_FEED);
    while (end !== -1) {
      deliver(bytes, start, end);
      start = end + 1;
      end = bytes.indexOf(LINE_FEED, start);
    }
    // A copy: streams may reuse the memory of a chunk.
    unfinished = new Uint8Array(bytes.subarray(start));
    if (unfinished.length > LONGEST_LINE_BYTES) throw notText(line + 1);
  }
  if (unfinished.length > 0) deliver(unfinished, 0, unfinished.length);
}

function markLength(bytes: Uint8Array, start: number): number {
  return BYTE_ORDER_MARK.every((byte, i) => bytes[start + i] === byte) ? BYTE_ORDER_MARK.length : 0;
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

function notText(line: number): Failure {
  return new Failure(
    'data.format',
    `Line ${line} is longer than ${LONGEST_LINE_BYTES} bytes, so this is no text file.`,
    'Check that the file is unpacked and is the one of the data set.',
  );
}
