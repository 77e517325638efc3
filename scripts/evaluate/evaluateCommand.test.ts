import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../models/dataset/random';
import { exampleModel } from '../../models/testing/models';
import { encodeExample, FIRST_MOVIE_ID } from '../../models/testing/packs';
import { runEvaluate } from './evaluateCommand';
import { reportSchema, type EvaluationReport } from './report';

const MOVIES = 60;
const PEOPLE = 40;

let folder = '';
const at = (...path: readonly string[]): string => join(folder, ...path);

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as typed, with what it would print; progress goes to the test's own stderr. */
async function evaluate(...args: readonly string[]): Promise<Run> {
  const printed = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof printed) => ({
    write: (text: string) => (printed[name] += text),
  });
  const status = await runEvaluate(args, { stdout: stream('stdout'), stderr: stream('stderr') });
  return { status, ...printed };
}

const protocolRun = (...args: readonly string[]) =>
  evaluate(
    ...['--datasets', 'ml-100k', '--from', at('data'), '--cache', at('cache')],
    ...['--systems', 'popularity,biases,ease', '--folds', '2', '--resamples', '100', ...args],
  );

const parse = (text: string): EvaluationReport =>
  v.parse(v.pipe(v.string(), v.parseJson(), reportSchema), text);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-evaluate-'));
  await writeDataset(at('data', 'ml-100k'));
  await writePackFolder(at('pack'));
});
afterAll(() => rm(folder, { recursive: true }));

/** People who watch, and mostly like, movies of their own half of the catalogue. */
async function writeDataset(home: string): Promise<void> {
  const random = createRandom(1);
  const ratings: string[] = [];
  for (let user = 1; user <= PEOPLE; user++) {
    for (let movie = 1; movie <= MOVIES; movie++) {
      const isTheirs = movie % 2 === user % 2;
      if (random.next() > (isTheirs ? 0.8 : 0.1)) continue;
      const stars = isTheirs ? 3 + random.integer(3) : 1 + random.integer(3);
      ratings.push([user, movie, stars, 900_000_000 + movie].join('\t'));
    }
  }
  const movies = Array.from(
    { length: MOVIES },
    (_, i) => `${i + 1},Movie ${i + 1} (19${50 + (i % 50)}),19${50 + (i % 50)},Drama`,
  );
  const users = Array.from(
    { length: PEOPLE },
    (_, i) => `${i + 1}|${20 + i}|${i % 2 === 0 ? 'F' : 'M'}|writer|00000`,
  );
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'u.data'), `${ratings.join('\n')}\n`);
  await writeFile(join(home, 'u.user'), `${users.join('\n')}\n`);
  await writeFile(join(home, 'movies.csv'), `movieId,title,year,genres\n${movies.join('\n')}\n`);
}

async function writePackFolder(home: string): Promise<void> {
  const { manifest, files } = await encodeExample(exampleModel({ movies: 120 }));
  await mkdir(home, { recursive: true });
  for (const [path, bytes] of files) await writeFile(join(home, path), bytes);
  await writeFile(join(home, 'manifest.json'), JSON.stringify(manifest));
}

describe('npm run evaluate on a data set', () => {
  it('measures the systems, writes JSON and Markdown, and repeats itself from the cache', async () => {
    const all = ['--protocols', 'P6,P1,P2,P3,P4,P5'];
    const files = ['--out', at('a.json'), '--markdown', at('docs', 'results.md')];
    const first = await protocolRun(...all, ...files);
    expect(first.status).toBe(0);
    const states = await readdir(at('cache'));
    const touched = () =>
      Promise.all(states.map(async (state) => (await stat(at('cache', state))).mtimeMs));
    const before = await touched();
    const report = parse(first.stdout);
    expect(report.protocols.map(({ protocol }) => protocol)).toEqual([
      'P1',
      'P2',
      'P3',
      'P4',
      'P5',
      'P6',
    ]);
    expect(parse(await readFile(at('a.json'), 'utf8'))).toEqual(report);
    const value = (protocol: string, system: string, metric: string, level: string) =>
      report.protocols
        .find((part) => part.protocol === protocol)
        ?.measurements.find(
          (one) => one.system === system && one.metric === metric && one.level === level,
        )?.value ?? NaN;
    // Tastes are split in two, which popularity cannot know and EASE learns.
    expect(value('P2', 'ease', 'ndcg100', 'all')).toBeGreaterThan(
      value('P2', 'popularity', 'ndcg100', 'all') + 0.1,
    );
    expect(value('P2', 'ease', 'ndcg100', '0')).toBe(value('P2', 'popularity', 'ndcg100', '0'));
    expect(value('P3', 'biases', 'rmse', 'all')).toBeGreaterThan(0.5);
    const second = await protocolRun(...all, '--markdown', at('again.md'));
    // Nothing was computed, so nothing was written.
    expect(await readdir(at('cache'))).toEqual(states);
    expect(await touched()).toEqual(before);
    expect(second.stdout).toBe(first.stdout);
    const rendered = await evaluate('--render', at('a.json'), '--markdown', at('rendered.md'));
    expect(rendered.status).toBe(0);
    const pages = await Promise.all(
      [at('docs', 'results.md'), at('again.md'), at('rendered.md')].map((page) =>
        readFile(page, 'utf8'),
      ),
    );
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('## MovieLens 100K');
  });

  it('says how to put an incomplete command right', async () => {
    const unknown = await protocolRun('--systems', 'oracle');
    expect(unknown).toMatchObject({ status: 2, stdout: '' });
    expect(unknown.stderr).toContain('--systems is one of popularity,');
    const unrendered = await evaluate('--render', at('a.json'));
    expect(unrendered).toMatchObject({ status: 2, stdout: '' });
    expect(unrendered.stderr).toContain('--render needs --markdown');
  });
});

describe('npm run evaluate on a pack', () => {
  it('scores it on two files, and says what cannot be read', async () => {
    const id = (movie: number): number => FIRST_MOVIE_ID + movie;
    const foldIn = ['userId,movieId,rating', `7,${id(1)},4.5`, `7,${id(2)},1`];
    const heldOut = ['userId,movieId,rating,timestamp', `7,${id(3)},5,1`, `8,${id(4)},4,1`];
    await writeFile(at('a.csv'), foldIn.join('\n'));
    await writeFile(at('b.csv'), heldOut.join('\n'));
    const files = ['--fold-in', at('a.csv'), '--held-out', at('b.csv')];
    const { status, stdout } = await evaluate(
      '--pack',
      at('pack'),
      ...files,
      '--out',
      at('p.json'),
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      malformedLines: 0,
      all: { people: 2, peopleWithTargets: 2, ratings: 2, targetsInPack: 1 },
      byFoldIn: [{ foldedIn: '0' }, { foldedIn: '1 to 4' }],
    });
    expect(await readFile(at('p.json'), 'utf8')).toBe(stdout);

    const missing = await evaluate(
      ...['--pack', at('pack'), '--fold-in', at('no.csv'), '--held-out', at('b.csv')],
    );
    expect(missing.status).toBe(1);
    expect(missing.stderr).toContain('(evaluate.missing)');
  });
});
