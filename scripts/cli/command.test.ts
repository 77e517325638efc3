import { describe, expect, it } from 'vitest';
import { runCommand } from './command';
import { Failure } from './failure';
import type { OptionTable } from './options';

const options = {
  name: { kind: 'text', help: 'Whom to greet', required: true, placeholder: 'name' },
  tone: { kind: 'text', help: 'How', choices: ['warm', 'dry'], default: 'dry' },
  times: { kind: 'integer', help: 'How often', minimum: 1, maximum: 9, default: 1 },
  rate: { kind: 'number', help: 'A rate' },
  sets: { kind: 'list', help: 'Some sets', default: ['a'] },
  loud: { kind: 'flag', help: 'In capitals' },
  tongues: {
    kind: 'list',
    help: 'Languages to greet in, one after the other',
    choices: ['english', 'french', 'italian', 'portuguese', 'romanian', 'spanish', 'catalan'],
  },
} as const satisfies OptionTable;

const spec = { usage: 'npm run greet --', summary: 'Greets.', options, examples: ['greet me'] };

async function run(args: string[], answer: (args: unknown) => unknown = (given) => given) {
  let stdout = '';
  let stderr = '';
  const status = await runCommand(spec, args, (given) => Promise.resolve(answer(given)), {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { status, stdout, stderr };
}

describe('runCommand', () => {
  it('prints the result as JSON on stdout and nothing on stderr', async () => {
    const args = ['--name', 'Ada', '--times=3', '--rate', '1e-3', '--sets', 'x, y', '--loud'];
    const { status, stdout, stderr } = await run(args);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      name: 'Ada',
      tone: 'dry',
      times: 3,
      rate: 0.001,
      sets: ['x', 'y'],
      loud: true,
    });
  });

  it('fills in the defaults', async () => {
    const { stdout } = await run(['--name', 'Ada']);
    expect(JSON.parse(stdout)).toEqual({
      name: 'Ada',
      tone: 'dry',
      times: 1,
      sets: ['a'],
      loud: false,
    });
  });

  it.each([
    [[], '--name <name> is missing'],
    [['--name'], 'name'],
    [['--name', 'Ada', '--nope'], '--nope'],
    [['--name', 'Ada', 'extra'], 'extra'],
    [['--name', 'Ada', '--tone', 'loud'], '--tone is one of warm, dry, not "loud"'],
    [['--name', 'Ada', '--times', '2.5'], '--times is an integer from 1 up to 9'],
    [['--name', 'Ada', '--times', '10'], 'not "10"'],
    [['--name', 'Ada', '--times', ''], '--times'],
    [['--name', 'Ada', '--rate', 'fast'], '--rate is a number'],
    [['--name', 'Ada', '--sets', 'a,,b'], '--sets is empty'],
  ])('answers %j with exit status 2, what is wrong, and where to look', async (args, message) => {
    const { status, stdout, stderr } = await run(args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toContain('--help');
  });

  it('shows every option, its default and the examples with --help, and runs nothing', async () => {
    const { status, stdout } = await run(['--help'], () => {
      throw new Error('must not run');
    });
    expect(status).toBe(0);
    for (const name of Object.keys(options)) expect(stdout).toContain(`--${name}`);
    expect(stdout).toContain('--tone <warm|dry>');
    expect(stdout).toContain('(default: dry)');
    expect(stdout).toContain('greet me');
  });

  it('wraps the help, with the choices after the text where they are many', async () => {
    const { stdout } = await run(['--help']);
    const lines = stdout.split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
    const first = lines.findIndex((line) => line.includes('--tongues <a,b,…>  Languages'));
    const column = lines[first].indexOf('Languages');
    expect(lines[first]).toContain('Any of: english, french');
    expect(lines[first + 1].indexOf('romanian')).toBeGreaterThanOrEqual(column);
    expect(lines[first + 1].slice(0, column).trim()).toBe('');
  });

  it('prints an expected failure with its advice and no stack', async () => {
    const { status, stderr } = await run(['--name', 'Ada'], () => {
      throw new Failure('greet.shy', 'Nobody is there.', 'Try again tomorrow.');
    });
    expect(status).toBe(1);
    expect(stderr).toContain('Nobody is there.\nTry again tomorrow.');
    expect(stderr).not.toContain('command.test.ts');
  });

  it('prints a defect with its stack', async () => {
    const { status, stderr } = await run(['--name', 'Ada'], () => {
      throw new TypeError('boom');
    });
    expect(status).toBe(1);
    expect(stderr).toContain('TypeError: boom');
    expect(stderr).toContain('command.test.ts');
  });

  it('turns Ctrl-C into an abort, lets the command finish, and reports status 130', async () => {
    let stderr = '';
    const status = await runCommand(
      spec,
      ['--name', 'Ada'],
      async (_, { signal }) => {
        process.emit('SIGINT');
        await Promise.resolve();
        return { saved: signal.aborted };
      },
      { stdout: { write: () => true }, stderr: { write: (text) => (stderr += text) } },
    );
    expect(status).toBe(130);
    expect(stderr).toContain('Stopping');
    expect(process.listenerCount('SIGINT')).toBe(0);
  });

  it('says that it stopped, without a stack, when the command throws on the abort', async () => {
    let stderr = '';
    const status = await runCommand(
      spec,
      ['--name', 'Ada'],
      async (_, { signal }) => {
        process.emit('SIGINT');
        await Promise.resolve();
        signal.throwIfAborted();
      },
      { stdout: { write: () => true }, stderr: { write: (text) => (stderr += text) } },
    );
    expect(status).toBe(130);
    expect(stderr).toMatch(/Stopped\.\n$/);
  });

  it('prints errors of models that carry advice like its own failures', async () => {
    const { status, stderr } = await run(['--name', 'Ada'], () => {
      throw Object.assign(new Error('No times.'), { code: 'x.y', advice: 'Take another set.' });
    });
    expect(status).toBe(1);
    expect(stderr).toContain('No times.\nTake another set.\n(x.y)');
  });
});
