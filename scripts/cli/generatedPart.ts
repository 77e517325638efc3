/** @file The part of a Markdown page that a command writes, between two comments that name it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileExists } from '../data/sourceFile';

/** Replaces the part that `command` wrote; the text around it stays. A page that is missing is made. */
export async function writeGenerated(
  path: string,
  command: string,
  generated: string,
): Promise<void> {
  const before = (await fileExists(path)) ? await readFile(path, 'utf8') : '# Results\n';
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, withGenerated(before, command, generated));
}

/** The text with a new part by `command`, at the end where it had none. */
export function withGenerated(text: string, command: string, generated: string): string {
  const [begin, end] = [`<!-- ${command}: begin -->`, `<!-- ${command}: end -->`];
  const part = `${begin}\n\n${generated.trim()}\n\n${end}`;
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (start < 0 || stop < start) return `${text.trimEnd()}\n\n${part}\n`;
  return `${text.slice(0, start)}${part}${text.slice(stop + end.length)}`;
}
