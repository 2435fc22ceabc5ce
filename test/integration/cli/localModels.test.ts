import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { figscope, folder, homeOnly, put } from './cli.ts';
import { discs } from './drawn.ts';

/** The user's home for a test: none of this machine's own settings and models. */
let cwd: string;
let env: Record<string, string | undefined>;
beforeEach(() => {
  cwd = folder();
  const home = folder();
  env = homeOnly(home);
});

const ask = (...more: string[]) =>
  figscope(cwd, ['ask', put(cwd, 'discs.png', discs()), 'How many?', ...more], env);

/** A folder with the names of a model's files, and nothing that could be loaded. */
function hollow(name: string): string {
  const path = join(cwd, name);
  mkdirSync(join(path, 'onnx'), { recursive: true });
  put(path, 'config.json', '{"model_type":"qwen3_vl"}');
  put(path, 'chat_template.jinja', '{% if tools %}<tool_call>{% endif %}');
  put(join(path, 'onnx'), 'vision_encoder_q4.onnx', '');
  return path;
}

describe('--model local:', () => {
  it.each([
    [['local:'], 'lacks the model'],
    [['local:mnie'], 'There is no local model "mnie". Did you mean "mine"? There are: mine.'],
    [['local:./nothing'], 'there is no folder'],
    [['local:./discs.png'], 'is a file; the folder of the model is wanted'],
    [['local:mine', '--profile', 's1v'], 'There is no profile "s1v". Did you mean "s1vl"?'],
    [['local:mine', '--device', 'gpu'], '--device takes auto, cpu, webgpu'],
    [['local:mine', '--dtype', 'q3'], '--dtype takes auto, fp32'],
    [['analyst', '--device', 'cpu'], '--device is for models on this machine'],
  ])('%j is wrong use, with what is right', async (args, words) => {
    put(cwd, 'figscope.models.json', '{"local":[{"name":"mine","folder":"models/mine"}]}');
    const { code, stdout, stderr } = await ask('--model', ...args);
    expect(stderr).toContain(words);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('with a device in the environment that does not exist', async () => {
    env['FIGSCOPE_DEVICE'] = 'gpu';
    hollow('mine');
    const { code, stderr } = await ask('--model', 'local:./mine');
    expect(stderr).toContain('FIGSCOPE_DEVICE takes auto, cpu');
    expect(code).toBe(2);
  });

  it('with a folder that is no model: the run says what is missing, and where', async () => {
    const path = hollow('mine');
    const { code, stdout, stderr } = await ask('--model', 'local:./mine');
    expect(stderr).not.toMatch(/^\s+at /mu);
    expect(stdout).toContain('Model    mine on this machine');
    expect(stdout.replaceAll(/\s+/gu, ' ')).toMatch(/Stopped: .*(?:tokenizer|decoder|config)/u);
    expect(stdout.replaceAll(/\s+/gu, '')).toContain(path.replaceAll(/\s+/gu, ''));
    expect(code).toBe(1);
  });
});

describe('figscope models', () => {
  it('lists models on this machine with their folder, profile and device', async () => {
    const path = hollow('mine');
    const file = put(
      cwd,
      'figscope.models.json',
      '{"local":[{"name":"mine","folder":"mine","label":"Mine","device":"cpu"}]}',
    );
    const { code, stdout } = await figscope(cwd, ['models', '--json'], env);
    const { models } = JSON.parse(stdout) as { models: object[] };
    expect(models).toContainEqual({
      name: 'local:mine',
      label: 'Mine on this machine',
      from: 'project',
      path: file,
      folder: path,
      device: 'cpu',
      profile: 'tools',
      profileFrom: 'chosen',
    });
    expect(code).toBe(0);
    const shown = await figscope(cwd, ['models'], env);
    expect(shown.stdout).toContain('local:mine');
    expect(shown.stdout).toContain('profile tools, device cpu');
  });

  it.each([
    [['test', 'local:mine'], '"figscope models bench mine" loads and measures it'],
    [['bench', 'openai:http://127.0.0.1:1/v1'], '"figscope models test" is for those'],
    [['bench', 'mine'], 'There is no local model "mine"'],
  ])('%j is wrong use', async (args, words) => {
    const { code, stderr } = await figscope(cwd, ['models', ...args], env);
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });

  it('bench of a folder that is no model says what is missing', async () => {
    hollow('mine');
    const { code, stdout, stderr } = await figscope(cwd, ['models', 'bench', './mine'], env);
    expect(stderr).toMatch(/figscope: .*(?:tokenizer|decoder|config)/u);
    expect(stderr).not.toMatch(/^\s+at /mu);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});

it('figscope doctor names ONNX Runtime, the cores, the memory and each provider', async () => {
  const { stdout } = await figscope(cwd, ['doctor', '--json'], env);
  const { executionProviders } = JSON.parse(stdout) as {
    executionProviders: {
      names: string[];
      detail: string;
      machine: { runtime: string; cores: number; freeBytes: number; providers: object[] };
    };
  };
  const { names, detail, machine } = executionProviders;
  expect(names).toContain('cpu');
  expect(detail).toBe('');
  expect(machine.runtime).toMatch(/^1\.\d+\.\d+/u);
  expect(machine.cores).toBeGreaterThan(0);
  expect(machine.freeBytes).toBeGreaterThan(0);
  expect(machine.providers).toContainEqual({ device: 'cpu', works: true, detail: '' });
});
