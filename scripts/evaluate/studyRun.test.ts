import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SEED } from '../../models/training/config';
import { runStudy, type Study, type StudyArguments } from './studyRun';

const SIGNAL = new AbortController().signal;
const study: Study<{ people: number; seed: number }> = {
  command: 'npm run evaluate -- --example',
  run: ({ interactions }, { seed, onStage }) => {
    onStage('counting');
    return Promise.resolve({ people: interactions.userCount, seed });
  },
  toMarkdown: ({ people }, command) => `\`${command}\` saw ${people} people.`,
};

let folder = '';
let args: StudyArguments;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-study-'));
  const home = join(folder, 'ml-latest');
  await mkdir(home);
  await writeFile(
    join(home, 'ratings.csv'),
    'userId,movieId,rating,timestamp\n1,3,4.5,200\n2,4,3.0,100\n',
  );
  await writeFile(join(home, 'movies.csv'), 'movieId,title,genres\n3,Heat (1995),Crime\n');
  args = {
    datasets: ['ml-latest'],
    from: folder,
    folds: 5,
    seed: undefined,
    threads: 1,
    markdown: undefined,
  };
});
afterEach(() => rm(folder, { recursive: true }));

describe('a study', () => {
  it('writes its tables into its own part of a page, twice the same', async () => {
    const markdown = join(folder, 'page.md');
    await writeFile(markdown, '# Page\n\nBefore.\n');
    await runStudy(study, { ...args, markdown }, SIGNAL);
    const report = await runStudy(study, { ...args, markdown, seed: 0 }, SIGNAL);
    expect(report).toEqual({ people: 2, seed: 0 });
    const typed = 'npm run evaluate -- --example --datasets ml-latest';
    expect(await readFile(markdown, 'utf8')).toBe(
      `# Page\n\nBefore.\n\n<!-- ${typed}: begin -->\n\n\`${typed}\` saw 2 people.\n\n<!-- ${typed}: end -->\n`,
    );
  });

  it('shows them where no page is named', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const report = await runStudy(study, args, SIGNAL);
    const shown = write.mock.calls.map(([text]) => String(text)).join('');
    write.mockRestore();
    expect(report.seed).toBe(DEFAULT_SEED);
    expect(shown).toContain('counting\n');
    expect(shown).toContain('saw 2 people.');
  });

  it('stops at its next stage when it is interrupted', async () => {
    const controller = new AbortController();
    const interrupted: typeof study = {
      ...study,
      run: (set, tools) => {
        controller.abort();
        return study.run(set, tools);
      },
    };
    const markdown = join(folder, 'page.md');
    const work = runStudy(interrupted, { ...args, markdown }, controller.signal);
    await expect(work).rejects.toMatchObject({ exitStatus: 130 });
    await expect(readFile(markdown)).rejects.toThrow();
  });
});
