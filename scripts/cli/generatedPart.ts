/** @file The part of a Markdown page that a command writes, between two comments that name it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileExists } from '../data/sourceFile';

/** Replaces the part that `command` wrote; the text around it stays. A page that is missing is made. */
export function writeGenerated(path: string, command: string, generated: string): Promise<void> {
  return updateGenerated(path, command, () => generated);
}

/**
 * As {@link writeGenerated}, from what the part said before.
 *
 * @param update takes the empty text where there was no part
 */
export async function updateGenerated(
  path: string,
  command: string,
  update: (before: string) => string,
): Promise<void> {
  const page = (await fileExists(path)) ? await readFile(path, 'utf8') : '# Results\n';
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, withGenerated(page, command, update(generatedBy(page, command))));
}

/** What a command wrote into a page; empty where it wrote nothing. */
function generatedBy(text: string, command: string): string {
  const part = findPart(text, command);
  return part ? text.slice(part.start + part.begin.length, part.stop).trim() : '';
}

/** The text with a new part by `command`, at the end where it had none. */
export function withGenerated(text: string, command: string, generated: string): string {
  const { begin, end } = marksOf(command);
  const part = `${begin}\n\n${generated.trim()}\n\n${end}`;
  const old = findPart(text, command);
  if (!old) return `${text.trimEnd()}\n\n${part}\n`;
  return `${text.slice(0, old.start)}${part}${text.slice(old.stop + end.length)}`;
}

/** Where the two comments of a command stand; null where there are none. */
function findPart(
  text: string,
  command: string,
): { readonly begin: string; readonly start: number; readonly stop: number } | null {
  const { begin, end } = marksOf(command);
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  return start < 0 || stop < start ? null : { begin, start, stop };
}

function marksOf(command: string): { readonly begin: string; readonly end: string } {
  return { begin: `<!-- ${command}: begin -->`, end: `<!-- ${command}: end -->` };
}
