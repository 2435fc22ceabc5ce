import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  chatServer,
  goodModel,
  pictures,
  say,
  type ChatBody,
  type Reply,
} from '../../unit/models/servers/chatServer.ts';
import { closedPort, jsonServer } from '../../unit/models/servers/jsonServer.ts';
import { runResult } from '../../../src/runs/result.ts';
import { ended, figscope, folder, put, start } from './cli.ts';
import { discs } from './drawn.ts';

const QUESTION = 'How many cells are there?';

/** The user's home for a test: none of this machine's own settings. */
let home: string;
let env: Record<string, string | undefined>;
beforeEach(() => {
  home = folder();
  env = {
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, '.config'),
    XDG_CONFIG_HOME: join(home, '.config'),
    FIGSCOPE_API_KEY: undefined,
  };
});

function userFile(content: unknown): string {
  const base =
    process.platform === 'darwin' ? join(home, 'Library', 'Preferences') : join(home, '.config');
  mkdirSync(join(base, 'figscope'), { recursive: true });
  const path = join(base, 'figscope', 'models.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const project = (cwd: string, content: unknown) =>
  put(cwd, 'figscope.models.json', typeof content === 'string' ? content : JSON.stringify(content));

/** A model in the form of S1-VL that shows a part of the figure, then answers; without that picture it says another number. */
function lookingModel(body: ChatBody): Reply {
  if (JSON.stringify(body.messages.at(-1)).includes('withheld'))
    return say('<answer>There are \\boxed{9} cells.</answer>');
  if (body.messages.length <= 2)
    return say(
      '<think>I look at the left half.</think>\n<code>\n```python\n',
      'left = image_1[:, :150]\nfigkit.show(left, title="left half")\nprint(left.shape)\n',
      '```\n</code>',
    );
  return say('<think>Five times three.</think>', '<answer>There are \\boxed{15} cells.</answer>');
}

describe('figscope models', () => {
  it('lists the analyst and what both files hold, with where from, profile and key', async () => {
    const cwd = folder();
    const projectPath = project(cwd, {
      models: [
        { name: 'lab', url: 'http://gpu01:8000', model: 'thyme-7b', keyEnv: 'FIGSCOPE_LAB_KEY' },
      ],
    });
    const userPath = userFile({
      models: [
        {
          name: 'desk',
          url: 'http://localhost:11434/v1',
          model: 'qwen3-vl:8b',
          label: 'My desk',
          profile: 'tools',
          keyEnv: 'DESK_KEY',
        },
      ],
    });
    const { code, stdout, stderr } = await figscope(cwd, ['models'], {
      ...env,
      DESK_KEY: 'sk-secret',
    });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('rule-based analyst (built in)');
    expect(stdout).toMatch(/^lab +thyme-7b on gpu01:8000$/mu);
    expect(stdout).toContain('thyme-7b at http://gpu01:8000/v1');
    expect(stdout).toContain(
      'profile thyme (by the model’s name), key in FIGSCOPE_LAB_KEY: not set',
    );
    expect(stdout).toContain(`from ${projectPath}`);
    expect(stdout).toMatch(/^desk +My desk$/mu);
    expect(stdout).toContain('profile tools, key in DESK_KEY: set');
    expect(stdout).toContain(`from ${userPath}`);
    expect(stdout).not.toContain('sk-secret');

    const json = await figscope(cwd, ['models', '--json'], { ...env, DESK_KEY: 'sk-secret' });
    expect(JSON.parse(json.stdout)).toMatchObject({
      schema: 'figscope.models/1',
      models: [
        { name: 'analyst', from: 'built-in' },
        { name: 'desk', from: 'user', keySet: true, profile: 'tools', profileFrom: 'entry' },
        { name: 'lab', from: 'project', keySet: false, profile: 'thyme', profileFrom: 'chosen' },
      ],
      problems: [],
    });
    expect(json.stdout).not.toContain('sk-secret');
    const doctor = await figscope(cwd, ['doctor', '--json'], env);
    expect(JSON.parse(doctor.stdout)).toMatchObject({
      models: [{ id: 'analyst' }, { id: 'desk' }, { id: 'lab', keySet: false }],
    });
  });

  it('says how to write one down where there is none', async () => {
    const { code, stdout } = await figscope(folder(), ['models'], env);
    expect(code).toBe(0);
    expect(stdout).toContain('figscope.models.json');
    expect(stdout).toContain('--model openai:http://127.0.0.1:8000/v1#MODEL');
  });

  it('lists what is right and names what is wrong', async () => {
    const cwd = folder();
    const path = project(cwd, '{\n  "models": [\n    { "name": "lab" }\n  ]\n}');
    userFile({ models: [{ name: 'desk', url: 'http://localhost:1/v1', model: 'm' }] });
    const { code, stdout, stderr } = await figscope(cwd, ['models'], env);
    expect(code).toBe(2);
    expect(stdout).toContain('desk');
    expect(stderr).toContain(`${path}:`);
    expect(stderr).toContain('models[0].url is missing');
  });

  it('--discover says so where nothing is found, or shows addresses to use', async () => {
    const { code, stdout, stderr } = await figscope(
      folder(),
      ['models', '--discover', '--json'],
      env,
    );
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ discovered: expect.any(Array) as unknown });
  });

  it('profiles lists the built-in ones and the files’ own', async () => {
    const cwd = folder();
    const path = project(cwd, { profiles: [{ id: 'ours', extends: 's1vl', label: 'Our model' }] });
    const { code, stdout } = await figscope(cwd, ['models', 'profiles'], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^s1vl +S1-VL: code between tags \(built in\)$/mu);
    expect(stdout).toContain('Our model');
    expect(stdout).toContain(path);
    const json = await figscope(cwd, ['models', 'profiles', '--json'], env);
    expect(JSON.parse(json.stdout)).toMatchObject({
      profiles: expect.arrayContaining([
        { id: 'ours', label: 'Our model', calls: 'text', from: path },
      ]) as unknown,
    });
  });
});

describe('figscope models test', () => {
  it('says what works, exit code 0', async () => {
    const { url } = await chatServer(goodModel);
    const args = ['models', 'test', `openai:${url}/v1#m`];
    const { code, stdout, stderr } = await figscope(folder(), args, env);
    expect(code, stderr).toBe(0);
    for (const part of [
      'vLLM answers at',
      '32,768 tokens',
      'Replies stream',
      'seen right (7 red squares)',
      'seen right (5 and 3 red squares)',
      'Function calling works',
      'prefix cache works: 64 of 100',
      'profile tools fits',
      'A run can be done',
    ])
      expect(stdout).toContain(part);
  });

  it('says what does not, with what to do, exit code 1', async () => {
    const { url } = await chatServer((body) =>
      pictures(body).length > 0
        ? { status: 400, error: 'm is not a multimodal model' }
        : goodModel(body),
    );
    const cwd = folder();
    project(cwd, { models: [{ name: 'lab', url, model: 'm' }] });
    const { code, stdout } = await figscope(cwd, ['models', 'test', 'lab', '--json'], env);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'figscope.modelTest/1',
      name: 'lab',
      usable: false,
    });
    const plain = await figscope(cwd, ['models', 'test', 'lab'], env);
    expect(plain.stdout).toMatch(/✘ A picture is refused\..*\n {4}Serve a vision-language model/u);
  });

  it('of a server that is down, exit code 1 and no trace', async () => {
    const address = `openai:http://127.0.0.1:${await closedPort()}#m`;
    const { code, stdout, stderr } = await figscope(folder(), ['models', 'test', address], env);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✘ Nothing answers at .*Start the server/u);
    expect(stderr).not.toMatch(/^\s+at /mu);
  });
});

it('Ctrl-C ends a test that a server keeps waiting', async () => {
  const { url, asked } = await jsonServer({ '/v1/models': () => undefined });
  const child = start(folder(), ['models', 'test', `openai:${url}#m`], env);
  const end = ended(child);
  await expect.poll(() => asked.length, { timeout: 30_000 }).toBe(1);
  child.kill('SIGINT');
  const { code, stdout, stderr } = await end;
  expect(code).toBe(130);
  expect(stderr).toContain('figscope: stopped.');
  expect(stdout).toBe('');
});

describe('ask with a model on a server', () => {
  it('runs its code, shows it pictures, and records the run', async () => {
    const bodies: ChatBody[] = [];
    const { url, headers } = await chatServer((body) => {
      bodies.push(body);
      return lookingModel(body);
    });
    const cwd = folder();
    put(cwd, 'a.png', discs());
    const args = ['ask', 'a.png', QUESTION, '--model', `openai:${url}#m@s1vl`, '--json'];
    const { code, stdout, stderr } = await figscope(cwd, args, {
      ...env,
      FIGSCOPE_API_KEY: 'sk-secret\n',
    });
    expect(code, stderr).toBe(0);
    const result = runResult.parse(JSON.parse(stdout));
    expect(result).toMatchObject({ answered: true, value: 15 });
    expect(result.turns[0]?.observation?.images).toHaveLength(1);
    expect(bodies).toHaveLength(2);
    expect(pictures(bodies[1] as ChatBody)).toHaveLength(1);
    expect(headers.every(({ authorization }) => authorization === 'Bearer sk-secret')).toBe(true);
    expect(stdout + stderr).not.toContain('sk-secret');
    // This machine is no news.
    expect(stderr).not.toContain('Sending');
  });

  it('--check-gain asks once more without the pictures, after the answer, and records it', async () => {
    const { url } = await chatServer(lookingModel);
    const cwd = folder();
    put(cwd, 'a.png', discs());
    project(cwd, { models: [{ name: 'lab', url, model: 's1-vl' }] });
    const args = ['ask', 'a.png', QUESTION, '--model', 'lab', '--check-gain'];
    const { code, stdout, stderr } = await figscope(cwd, args, env);
    expect(code, stderr).toBe(0);
    expect(stdout.indexOf('What the images added')).toBeGreaterThan(stdout.indexOf('Answer'));
    const runs = join(cwd, '.figscope', 'runs');
    const [run = ''] = readdirSync(runs);
    const events = readFileSync(join(runs, run, 'run.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(JSON.parse(events.at(-1) ?? '')).toMatchObject({
      type: 'gainChecked',
      withheld: ['t1-1'],
      effect: 'changed',
    });
  });

  it('of a project’s file, which replaces the user’s own, says so', async () => {
    const { url } = await chatServer(lookingModel);
    const cwd = folder();
    put(cwd, 'a.png', discs());
    const mine = userFile({ models: [{ name: 'lab', url: 'http://127.0.0.1:1/v1', model: 'm' }] });
    const theirs = project(cwd, { models: [{ name: 'lab', url, model: 's1-vl' }] });
    const { code, stderr } = await figscope(cwd, ['ask', 'a.png', QUESTION, '--model', 'lab'], env);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`"lab" is the one of ${theirs}, which replaces the one of ${mine}.`);
  });

  it('--profile decides over the entry', async () => {
    const { url } = await chatServer(lookingModel);
    const cwd = folder();
    put(cwd, 'a.png', discs());
    project(cwd, { models: [{ name: 'lab', url, model: 'm', profile: 'thyme' }] });
    const args = ['ask', 'a.png', QUESTION, '--model', 'lab', '--profile', 's1vl', '--json'];
    const { stdout, stderr } = await figscope(cwd, args, env);
    expect(JSON.parse(stdout), stderr).toMatchObject({ model: { profile: 's1vl' } });
  });

  it('says once, before it begins, to which other machine figures go', async () => {
    const { port } = await chatServer(lookingModel);
    const cwd = folder();
    put(cwd, 'a.png', discs());
    // This machine under a name that does not say so.
    const address = `openai:http://[::ffff:127.0.0.1]:${port}/v1#m`;
    const args = ['ask', 'a.png', QUESTION, '--model', address, '--then', 'And now?'];
    const { stdout, stderr } = await figscope(cwd, args, env);
    expect(stderr.match(/Sending the figure to \S+/gu)).toEqual([
      `Sending the figure to [::ffff:7f00:1]:${port}`,
    ]);
    expect(stdout).not.toContain('Sending the figure');
  });
});

describe('a model that cannot be chosen', () => {
  it.each<[string, string[], RegExp]>([
    [
      'an unknown name',
      ['--model', 'lap'],
      /no model "lap"\. Did you mean "lab"\? There are: analyst, lab\b/u,
    ],
    [
      'an address without openai:',
      ['--model', 'http://127.0.0.1:8000'],
      /write openai:http:\/\/127\.0\.0\.1:8000/u,
    ],
    [
      'an unknown profile',
      ['--model', 'lab', '--profile', 'tyme'],
      /--profile: There is no profile "tyme"\. Did you mean "thyme"\?/u,
    ],
    ['a profile for the analyst', ['--profile', 's1vl'], /analyst writes in one form/u],
    [
      'a key that is not set',
      ['--model', 'lab'],
      /key of "lab" is missing: the environment variable FIGSCOPE_LAB_KEY/u,
    ],
    ['a bad address', ['--model', 'openai:gpu01:8000'], /must begin with http:\/\//u],
  ])('%s: one clear sentence, exit code 2', async (_, args, words) => {
    const cwd = folder();
    put(cwd, 'a.png', discs());
    project(cwd, {
      models: [{ name: 'lab', url: 'http://gpu01:8000', model: 'm', keyEnv: 'FIGSCOPE_LAB_KEY' }],
    });
    const { code, stdout, stderr } = await figscope(cwd, ['ask', 'a.png', QUESTION, ...args], env);
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/^\s+at /mu);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('a project cannot have other keys sent to its servers', async () => {
    const { url, asked } = await chatServer(goodModel);
    const cwd = folder();
    put(cwd, 'a.png', discs());
    project(cwd, { models: [{ name: 'lab', url, model: 'm', keyEnv: 'AWS_SECRET_ACCESS_KEY' }] });
    const args = ['ask', 'a.png', QUESTION, '--model', 'lab'];
    const { code, stderr } = await figscope(cwd, args, {
      ...env,
      AWS_SECRET_ACCESS_KEY: 'sk-secret',
    });
    expect(code).toBe(2);
    expect(stderr).toContain('begin with FIGSCOPE_');
    expect(stderr).not.toContain('sk-secret');
    expect(asked).toEqual([]);
  });
});
