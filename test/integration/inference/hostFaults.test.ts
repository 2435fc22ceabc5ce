import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planLaunch } from '../../../src/models/local/launch.ts';
import { PLAIN, runs, ScriptedModels, textOf } from './hosts.ts';

let models: ScriptedModels;
beforeAll(async () => {
  models = await ScriptedModels.make();
});
afterAll(() => models.dispose());

const never = () => new AbortController().signal;

describe('a process that dies in mid-reply', () => {
  it('gives an error with its last words, and the next request starts it again', async () => {
    const host = models.host();
    const spec = await models.model('mid-reply', {
      reply: ['a', 'b', 'c'],
      diesAfter: 2,
      death: 7,
      lastWords:
        'Some noise\nError: the device was lost\n    at run (file:///x.mjs:1:2)\n\nNode.js v20',
    });
    let text = '';
    const reply = async () => {
      for await (const item of host.generate(spec, PLAIN, { signal: never() }))
        if (item.type === 'text') text += item.text;
    };
    await expect(reply()).rejects.toMatchObject({
      name: 'ModelError',
      kind: 'cut',
      message:
        'The process that runs mid-reply ended while it wrote its reply (exit code 7: Error: the device was lost).',
    });
    expect(text).toBe('ab');
    expect(host.status).toEqual({ busy: false });
    text = '';
    await reply();
    expect(text).toBe('abc');
    expect(models.loads(spec)).toHaveLength(2);
  });

  it('on a GPU that was chosen by measurement: the next load leaves that GPU out', async () => {
    const host = models.host();
    const spec = await models.model('gpu', { devices: ['webgpu', 'cpu'], diesAfter: 0 });
    await expect(textOf(host, spec)).rejects.toMatchObject({ kind: 'cut' });
    expect(await textOf(host, spec)).toBe('hello');
    expect(host.status.model?.device).toBe('cpu');
    expect(host.status.model?.notices[0]).toContain('WebGPU is not used');
  });

  it('for want of memory, or on a GPU that the user named: it is tried there again', async () => {
    const host = models.host();
    const killed = await models.model('killed', {
      devices: ['webgpu', 'cpu'],
      diesAfter: 0,
      death: 'SIGKILL',
    });
    await expect(textOf(host, killed)).rejects.toThrow(
      /ended by SIGKILL\). Probably memory ran out/,
    );
    expect(await textOf(host, killed)).toBe('hello');
    expect(host.status.model?.device).toBe('webgpu');
    const named = await models.model('named-gpu', { diesAfter: 0 }, { device: 'cuda' });
    await expect(textOf(host, named)).rejects.toMatchObject({ kind: 'cut' });
    expect(await textOf(host, named)).toBe('hello');
    expect(host.status.model?.device).toBe('cuda');
  });
});

describe('what is cancelled', () => {
  it('while native code loads: the caller goes on at once, the process is ended, the next request works', async () => {
    const host = models.host();
    const hanging = await models.model('hanging', { hangs: true });
    const stop = new AbortController();
    const loading = host.use(hanging, { signal: stop.signal });
    await expect.poll(() => models.loads(hanging).length, { timeout: 20_000 }).toBe(1);
    const { pid } = host.status;
    stop.abort();
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
    const other = await models.model('after-hanging', { reply: ['fine'] });
    expect(await textOf(host, other)).toBe('fine');
    expect(runs(pid)).toBe(false);
  });

  it('while it loads and listens: the process stays', async () => {
    const host = models.host();
    const slow = await models.model('slow', { loadMs: 60_000 });
    const stop = new AbortController();
    const loading = host.use(slow, { signal: stop.signal });
    await expect.poll(() => models.loads(slow).length, { timeout: 20_000 }).toBe(1);
    const { pid } = host.status;
    stop.abort();
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
    const other = await models.model('after-slow', { reply: ['fine'] });
    expect(await textOf(host, other)).toBe('fine');
    expect(host.status.pid).toBe(pid);
  });

  it('while it writes: the reply ends there, and the next one begins', async () => {
    const host = models.host();
    const spec = await models.model('writing', { reply: Array(1000).fill('x'), replyMs: 20 });
    const stop = new AbortController();
    let text = '';
    const reply = async () => {
      for await (const item of host.generate(spec, PLAIN, { signal: stop.signal })) {
        if (item.type === 'text') text += item.text;
        if (text.length === 3) stop.abort();
      }
    };
    await expect(reply()).rejects.toMatchObject({ name: 'AbortError' });
    expect(text.length).toBeLessThan(10);
    const { pid } = host.status;
    const other = await models.model('after-writing', { reply: ['fine'] });
    expect(await textOf(host, other)).toBe('fine');
    expect(host.status.pid).toBe(pid);
    expect(models.noted(spec).some(({ ended }) => ended)).toBe(false);
  });

  it('while it waits for another: that one is not disturbed', async () => {
    const host = models.host();
    const spec = await models.model('waiting', { reply: ['a', 'b', 'c'], replyMs: 40 });
    const first = textOf(host, spec);
    const stop = new AbortController();
    const second = textOf(host, spec, stop.signal);
    const third = textOf(host, spec);
    stop.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect(await first).toBe('abc');
    expect(await third).toBe('abc');
    expect(models.noted(spec).filter(({ generate }) => generate)).toHaveLength(2);
  });

  it('before it began: nothing is started', async () => {
    const host = models.host();
    const spec = await models.model('before', {});
    await expect(textOf(host, spec, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(host.status).toEqual({ busy: false });
  });
});

describe('what the process refuses', () => {
  it.each([
    ['files', 'notFound'],
    ['memory', 'refused'],
    ['context', 'context'],
    ['device', 'refused'],
    ['prompt', 'refused'],
    ['TypeError', 'nonsense'],
  ])('of kind %s is a model error of kind %s in its own words', async (kind, expected) => {
    const message = 'config.json is missing in the folder.';
    const spec = await models.model(`refuses-${kind}`, { refuses: { kind, message } });
    const host = models.host();
    await expect(host.use(spec, { signal: never() })).rejects.toMatchObject({
      name: 'ModelError',
      kind: expected,
      message: expect.stringContaining(message) as string,
    });
    expect(runs(host.status.pid)).toBe(true);
  });

  it('is said although there is no program, or no Node', async () => {
    const spec = await models.model('nothing', {});
    const noProgram = models.host({ program: `${models.folder}/none.mjs` });
    await expect(noProgram.use(spec, { signal: never() })).rejects.toThrow(
      /ended while the model was loaded \(exit code 1: Error: Cannot find module/,
    );
    const node = { path: `${models.folder}/none`, electron: false };
    await expect(models.host({ node }).use(spec, { signal: never() })).rejects.toMatchObject({
      name: 'ModelError',
      kind: 'down',
    });
  });
});

const HOST = `
const { spawn } = require('node:child_process');
const { launch } = JSON.parse(process.argv[1]);
const child = spawn(launch.command, launch.args, { env: launch.env, stdio: ['pipe', 'ignore', 'ignore'] });
process.stderr.write(String(child.pid));
setInterval(() => {}, 1000);
`;

it.runIf(existsSync('/proc/self'))('the process ends when its host is killed', async () => {
  const launch = await planLaunch(models.program, { path: process.execPath, electron: false });
  const host = spawn(process.execPath, ['-e', HOST, JSON.stringify({ launch })], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [written] = (await once(host.stderr, 'data')) as [Buffer];
  const pid = Number(written.toString());
  expect(runs(pid)).toBe(true);
  host.kill('SIGKILL');
  await expect.poll(() => runs(pid), { timeout: 10_000 }).toBe(false);
});
