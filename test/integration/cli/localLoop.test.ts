import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runResult } from '../../../src/runs/result.ts';
import { figscope, folder, homeOnly, put } from './cli.ts';

/** A tiny model with random weights, in the layout of the published exports: what it writes is nonsense, all the rest is as with a real one. */
const MODEL = resolve('test/fixtures/inference/qwen3vl-gqa');
const FIGURE = resolve('media/samples/nuclei.png');

let cwd: string;
let env: Record<string, string | undefined>;
beforeEach(() => {
  cwd = folder();
  const home = folder();
  env = homeOnly(home);
  const entry = {
    name: 'tiny',
    folder: MODEL,
    label: 'Tiny',
    profile: 's1vl',
    device: 'cpu',
    sampling: { temperature: 0 },
    maxTokens: 24,
  };
  // A project's file may not name folders outside of the project: this is the user's own.
  const base = process.platform === 'darwin' ? ['Library', 'Preferences'] : ['.config'];
  const config = join(home, ...base, 'figscope');
  mkdirSync(config, { recursive: true });
  put(config, 'models.json', JSON.stringify({ local: [entry] }));
});

const ask = (...more: string[]) =>
  figscope(cwd, ['ask', FIGURE, 'How many nuclei are there?', ...more], env);

describe('a whole run with a model on this machine', () => {
  it('loads it, reads figure and question, writes, and reads only what is new in the next turn', async () => {
    const { code, stdout, stderr } = await ask('--model', 'local:tiny', '--json');
    const result = runResult.parse(JSON.parse(stdout));
    expect(result.model).toEqual({
      id: 'local:tiny',
      label: 'Tiny on this machine',
      profile: 's1vl',
    });
    // Nonsense is no answer: the model is asked once more, and then the run is given up.
    expect(code).toBe(1);
    expect(stderr).toContain('Loading the model: decoder (CPU)');
    const reads = stderr.split('\n').filter((line) => line.startsWith('Reading the prompt'));
    expect(reads.length).toBeGreaterThanOrEqual(2);
    expect(reads[0]).not.toContain('cached');
    expect(reads.at(-1)).toMatch(/\([\d,]+ cached\)$/u);
    const record = readFileSync(join(cwd, '.figscope', 'runs', result.run, 'run.jsonl'), 'utf8');
    expect(record).toContain('Tiny runs on the CPU');
    expect(record).not.toContain('Reading the prompt');
  });

  it('by its folder, without an entry', async () => {
    const { code, stdout } = await figscope(
      cwd,
      [
        'ask',
        FIGURE,
        'How many?',
        '--model',
        `local:${MODEL}`,
        '--device',
        'cpu',
        '--max-turns',
        '1',
      ],
      env,
    );
    expect(stdout).toContain('qwen3vl-gqa on this machine');
    expect(stdout).toContain('qwen3vl-gqa runs on the CPU');
    // Words at random: they are taken for an answer, or for none.
    expect([0, 1]).toContain(code);
  });
});

it('figscope models bench measures it, shows it an image and prints a table', async () => {
  const { code, stdout } = await figscope(cwd, ['models', 'bench', 'tiny', '--json'], env);
  const bench = JSON.parse(stdout) as {
    model: { device: string; images: boolean };
    measured: { device: string; decodeTokensPerSecond?: number; prefillTokensPerSecond?: number }[];
    image: { promptTokens: number; visionMs: number };
  };
  expect(code).toBe(0);
  expect(bench.model).toMatchObject({ device: 'cpu', images: true });
  const cpu = bench.measured.find(({ device }) => device === 'cpu');
  expect(cpu?.decodeTokensPerSecond).toBeGreaterThan(0);
  expect(cpu?.prefillTokensPerSecond).toBeGreaterThan(0);
  expect(bench.image.promptTokens).toBeGreaterThan(10);
  const table = await figscope(cwd, ['models', 'bench', 'tiny'], env);
  expect(table.stdout).toMatch(/CPU\s+[\d.,]+ tokens\/s\s+[\d.,]+ tokens\/s/u);
});
