import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  ENGINES,
  SCRIPTED,
  startServer,
  type TestServer,
  type TestServerOptions,
} from '../../fixtures/servers/index.ts';
import { runResult } from '../../../src/runs/result.ts';
import { figscope, folder, put } from './cli.ts';

const FIGURE = resolve('media/samples/nuclei.png');
const QUESTION = 'How many nuclei are there?';

async function server(options: TestServerOptions): Promise<TestServer> {
  const started = await startServer(options);
  onTestFinished(() => started.close());
  return started;
}

const environment = (cwd: string) => ({ HOME: cwd, XDG_CONFIG_HOME: join(cwd, '.config') });

describe.each(ENGINES)('%s', (engine) => {
  it('answers by looking, from an address alone', async () => {
    const { url, requests } = await server({
      engine,
      model: SCRIPTED.nuclei(),
      quirks: { contextTokens: 65_536 },
    });
    const cwd = folder();
    const args = ['ask', FIGURE, QUESTION, '--model', `openai:${url}`, '--json'];
    const { code, stdout, stderr } = await figscope(cwd, args, environment(cwd));
    expect(code, stderr).toBe(0);
    const result = runResult.parse(JSON.parse(stdout));
    expect(result.answered).toBe(true);
    expect(
      result.turns.flatMap(({ observation }) => observation?.images ?? []).length,
    ).toBeGreaterThan(0);
    expect(requests.some(({ path }) => path === '/v1/models')).toBe(true);
  });

  it('is tested by name', async () => {
    const { url, modelId } = await server({
      engine,
      model: SCRIPTED.probe(),
      key: 'sk-right',
      quirks: { contextTokens: 32_768 },
    });
    const cwd = folder();
    put(
      cwd,
      'figscope.models.json',
      JSON.stringify({
        models: [{ name: 'lab', url, model: modelId, keyEnv: 'FIGSCOPE_LAB_KEY' }],
      }),
    );
    const env = environment(cwd);
    const args = ['models', 'test', 'lab', '--json'];
    const good = await figscope(cwd, args, { ...env, FIGSCOPE_LAB_KEY: 'sk-right' });
    expect(good.code, good.stdout).toBe(0);
    expect(JSON.parse(good.stdout)).toMatchObject({ usable: true, engine, contextTokens: 32_768 });
    const wrong = await figscope(cwd, args, { ...env, FIGSCOPE_LAB_KEY: 'sk-wrong' });
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.stdout)).toMatchObject({
      usable: false,
      findings: [
        {
          id: 'server',
          value: 'key',
          advice: expect.stringContaining('FIGSCOPE_LAB_KEY') as string,
        },
      ],
    });
    expect(good.stdout + wrong.stdout + wrong.stderr).not.toMatch(/sk-(?:right|wrong)/u);
  });
});
