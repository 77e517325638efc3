import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from './lines';
import { memorySource } from './testing/memorySource';

async function linesOf(content: string | Uint8Array, chunkSize?: number) {
  const lines: [number, string][] = [];
  await readLines(memorySource('x', content, chunkSize).chunks, (bytes, start, end, line) => {
    lines.push([line, new TextDecoder().decode(bytes.subarray(start, end))]);
  });
  return lines;
}

describe('readLines', () => {
  it('finds the same lines wherever the chunks are cut, with LF or CRLF, with or without a last line end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '日', ' ', ',') })),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        async (texts, lineEnd, ended, chunkSize) => {
          const content = texts.join(lineEnd) + (ended ? lineEnd : '');
          const expected = texts
            .map((text, i): [number, string] => [i + 1, text])
            .filter(([, text]) => text !== '');
          expect(await linesOf(content, chunkSize)).toEqual(expected);
        },
      ),
    );
  });

  it('leaves out a byte order mark at the start and nowhere else', async () => {
    const lines = await linesOf('\ufeffa\n\ufeffb\n', 2);
    expect(lines.map(([, text]) => text.length)).toEqual([1, 1]);
    const bytes: number[] = [];
    await readLines(memorySource('x', '\ufeffa\n\ufeffb').chunks, (_, start, end) => {
      bytes.push(end - start);
    });
    expect(bytes).toEqual([1, 4]);
  });

  it('counts blank lines but does not deliver them', async () => {
    expect(await linesOf('\r\n\na\r\n\r\nb')).toEqual([
      [3, 'a'],
      [5, 'b'],
    ]);
    expect(await linesOf('')).toEqual([]);
  });

  it('stops on a file without line ends instead of filling the memory', async () => {
    const blob = new Uint8Array(3 << 20).fill(0x61);
    await expect(linesOf(blob, 1 << 19)).rejects.toMatchObject({ code: 'data.format' });
  });
});
